using UtilityBilling.Billing.BillRuns;

namespace UtilityBilling.Billing;

/// <summary>Which parts a run's page has.</summary>
/// <param name="Bills">Whether it works bills out.</param>
/// <param name="TakenBack">Whether it takes bills back.</param>
/// <param name="Printed">Whether its statements may be printed.</param>
public sealed record RunTabs(Guid Id, string Active, bool Bills, bool TakenBack, bool Printed)
{
    public static RunTabs Of(BillRunDto run, string active)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunTabs(run.Id, active, run.Bills, run.CancelledCount > 0, run is { State: BillRunState.Posted, BillCount: > 0 });
    }
}
