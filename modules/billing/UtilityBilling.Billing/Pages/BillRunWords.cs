using System.Globalization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Checklists;
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
        BillRunState.Cancelled or BillRunState.RolledBack => Tone.Neutral,
        _ => Tone.Warning,
    };

    public static Tone ToneOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Billed => Tone.Success,
        RunOutcome.Parked => Tone.Danger,
        RunOutcome.Held => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(StepStanding standing) => standing switch
    {
        StepStanding.Done => Tone.Success,
        StepStanding.Overdue => Tone.Danger,
        StepStanding.Due => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(ScheduleState state) => state switch
    {
        ScheduleState.Started => Tone.Success,
        ScheduleState.Failed => Tone.Danger,
        ScheduleState.Waiting => Tone.Info,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(DependentAction action) => action switch
    {
        DependentAction.Refuse => Tone.Danger,
        DependentAction.Reverse or DependentAction.Stop => Tone.Warning,
        DependentAction.Keep => Tone.Neutral,
        _ => Tone.Info,
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

    /// <summary>What a run bills: its cycle and period, or its kind.</summary>
    public static string What(BillRunDto run, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(texts);
        return run.Kind == BillRunKind.Regular ? $"{run.CycleName} {run.PeriodCode}" : texts[$"Enum:BillRunKind.{run.Kind}"];
    }

    /// <summary>The steps of a run, in order, each with whether it is done.</summary>
    public static IReadOnlyList<(string Step, bool Done)> Steps(BillRunState state) =>
    [
        ("Scope", true),
        ("Calculate", state is not BillRunState.Scoped),
        ("Review", state is BillRunState.AwaitingApproval or BillRunState.Approved or BillRunState.Posting or BillRunState.Posted or BillRunState.RolledBack),
        ("Approve", state is BillRunState.Approved or BillRunState.Posting or BillRunState.Posted or BillRunState.RolledBack),
        ("Post", state is BillRunState.Posted or BillRunState.RolledBack),
        ("Deliver", false),
    ];
}
