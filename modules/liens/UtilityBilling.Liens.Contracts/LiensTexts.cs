namespace UtilityBilling.Liens;

/// <summary>Names the assembly whose embedded texts are the liens module's.</summary>
public static class LiensTexts
{
    public static readonly System.Reflection.Assembly Assembly = typeof(LiensTexts).Assembly;
}
