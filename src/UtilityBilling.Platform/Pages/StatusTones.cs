using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Platform.Users;

namespace UtilityBilling.Platform.Pages;

/// <summary>The tone beside a status' word.</summary>
public static class StatusTones
{
    public static Tone Of(UserState state) => state switch
    {
        UserState.Active => Tone.Success,
        UserState.Paused => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone Of(BackgroundJobState state) => state switch
    {
        BackgroundJobState.Done => Tone.Success,
        BackgroundJobState.Running => Tone.Info,
        BackgroundJobState.Failed => Tone.Danger,
        _ => Tone.Neutral,
    };

    public static Tone OfApproval(string state) => state switch
    {
        "Approved" => Tone.Success,
        "Declined" => Tone.Danger,
        "Open" => Tone.Warning,
        _ => Tone.Neutral,
    };
}
