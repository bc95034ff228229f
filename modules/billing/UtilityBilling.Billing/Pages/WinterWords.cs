using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Billing;

/// <summary>How the words of winter averages look on a page.</summary>
public static class WinterWords
{
    public static Tone ToneOf(WinterBatchState state) => state switch
    {
        WinterBatchState.Approved => Tone.Success,
        WinterBatchState.AwaitingApproval or WinterBatchState.Computing => Tone.Info,
        WinterBatchState.Draft => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(string flag) => flag switch
    {
        WinterFlags.NoValue => Tone.Danger,
        WinterFlags.Estimated or WinterFlags.LeakAdjusted or WinterFlags.FewReads or WinterFlags.BigChange => Tone.Warning,
        WinterFlags.Override or WinterFlags.Default => Tone.Info,
        _ => Tone.Neutral,
    };

    /// <summary>A volume as it stands on a bill.</summary>
    public static string Volume(decimal? value) => value?.ToString("#,##0.###", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
