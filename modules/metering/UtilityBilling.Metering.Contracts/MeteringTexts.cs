namespace UtilityBilling.Metering;

/// <summary>Names the assembly whose embedded texts are the metering module's.</summary>
public static class MeteringTexts
{
    public static readonly System.Reflection.Assembly Assembly = typeof(MeteringTexts).Assembly;
}
