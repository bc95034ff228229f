using System.Globalization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Billing;

/// <summary>How a run's words look on a page.</summary>
public static class BillRunWords
{
    public static Tone ToneOf(BillRunState state) => state switch
    {
        BillRunState.Posted => Tone.Success,
        BillRunState.AwaitingApproval or BillRunState.Posting or BillRunState.Approved => Tone.Info,
        BillRunState.Cancelled => Tone.Neutral,
        _ => Tone.Warning,
    };

    public static Tone ToneOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Billed => Tone.Success,
        RunOutcome.Parked => Tone.Danger,
        RunOutcome.Held => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(TariffState state) => state switch
    {
        TariffState.Approved => Tone.Success,
        TariffState.AwaitingApproval => Tone.Info,
        TariffState.Draft => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(TariffStanding standing) => standing switch
    {
        TariffStanding.InForce => Tone.Success,
        TariffStanding.Coming or TariffStanding.AwaitingApproval => Tone.Info,
        TariffStanding.Draft => Tone.Warning,
        _ => Tone.Neutral,
    };

    /// <summary>How far the run is, for a page that wants to know whether it has moved on.</summary>
    public static string Standing(BillRunDto run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return string.Create(CultureInfo.InvariantCulture, $"{run.State}-{run.CalculatedAt?.UtcTicks}");
    }

    /// <summary>The steps of a run, in order, each with whether it is done.</summary>
    public static IReadOnlyList<(string Step, bool Done)> Steps(BillRunState state) =>
    [
        ("Scope", true),
        ("Calculate", state is not BillRunState.Scoped),
        ("Review", state is BillRunState.AwaitingApproval or BillRunState.Approved or BillRunState.Posting or BillRunState.Posted),
        ("Approve", state is BillRunState.Approved or BillRunState.Posting or BillRunState.Posted),
        ("Post", state is BillRunState.Posted),
        ("Deliver", false),
    ];
}
