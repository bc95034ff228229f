using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>What must hold before a run may be approved (BR-06, BR-07, PR-10), each as a sentence with its figures.</summary>
internal sealed class RunChecks(IUtilityBillingDbContext database, IBillingScopeIntegrationService scope, IStringLocalizer texts)
{
    private const int UncoveredShown = 200;

    public async Task<IReadOnlyList<RunCheckDto>> RunAsync(BillRun run, CancellationToken cancellationToken)
    {
        var period = await database.Set<BillingPeriod>().AsNoTracking().SingleAsync(p => p.Id == run.PeriodId, cancellationToken).ConfigureAwait(false);
        var pending = await database.Set<RunItem>().CountAsync(i => i.RunId == run.Id && i.Outcome == RunOutcome.Pending, cancellationToken).ConfigureAwait(false);
        var uncovered = await scope.UncoveredAsync(run.CycleId, period.To.AddDays(-1), UncoveredShown, cancellationToken).ConfigureAwait(false);
        // A month that nothing was posted in yet has no period; posting opens it.
        var open = !await database.Set<AccountingPeriod>().AnyAsync(p => p.From <= run.BillDate && p.To > run.BillDate && p.State != AccountingPeriodState.Open, cancellationToken).ConfigureAwait(false);
        return
        [
            Check("Complete", run.CalculatedAt is not null && pending == 0 && run.InScope == run.Billed + run.Held + run.Excluded + run.Parked, blocking: true, run.InScope, run.Billed, run.Held, run.Excluded, run.Parked),
            Check("NoneParked", run.Parked == 0, blocking: true, run.Parked),
            Check("SomethingToBill", run.BillCount > 0, blocking: true, run.BillCount, run.TotalAmount.ToString("N2", CultureInfo.CurrentCulture)),
            Check("WinterAveragesStill", !await ChangedWinterAsync(run, cancellationToken).ConfigureAwait(false), blocking: true),
            Check("LedgerMonthOpen", open, blocking: true, run.BillDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Check("NothingUncovered", uncovered.Count == 0, blocking: false, uncovered.Count, uncovered.Count == 0 ? "" : uncovered[0].Address),
        ];
    }

    /// <summary>Whether winter averages came in force, or were taken back, after the bills were worked out.</summary>
    private Task<bool> ChangedWinterAsync(BillRun run, CancellationToken cancellationToken) => database.Set<WinterAverageBatch>()
        .Where(b => b.EffectiveFrom <= run.BillDate && b.ApprovedAt != null && (b.ApprovedAt > run.CalculatedAt || b.EndedAt > run.CalculatedAt))
        .AnyAsync(b => database.Set<WinterAverageRow>().Any(w => w.BatchId == b.Id && w.Value != null && database.Set<RunItem>().Any(i => i.RunId == run.Id && i.AgreementId == w.AgreementId)), cancellationToken);

    private RunCheckDto Check(string name, bool passed, bool blocking, params object[] figures)
    {
        var code = $"Billing:BillRun.Check.{name}.{(passed ? "Passed" : "Failed")}";
        return new RunCheckDto(code, passed, blocking, texts[code, figures]);
    }
}
