namespace UtilityBilling.Collections;

/// <summary>Names the assembly whose embedded texts are the collections module's.</summary>
public static class CollectionsTexts
{
    public static readonly System.Reflection.Assembly Assembly = typeof(CollectionsTexts).Assembly;
}
