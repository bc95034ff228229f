using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>What must hold before a run may be approved (BR-06, BR-07, PR-10), each as a sentence with its figures.</summary>
internal sealed class RunChecks(IUtilityBillingDbContext database, IBillingScopeIntegrationService scope, MiscChargeQueries charges, IRunDates dates, IClock clock, IStringLocalizer texts)
{
    private const int UncoveredShown = 200;

    public async Task<IReadOnlyList<RunCheckDto>> RunAsync(BillRun run, CancellationToken cancellationToken)
    {
        List<RunCheckDto> checks = [];
        if (run.Reason is not null)
            checks.AddRange(await TakenBackAsync(run, cancellationToken).ConfigureAwait(false));
        if (run.Kind is not (BillRunKind.Cancel or BillRunKind.Rollback))
            checks.AddRange(await BilledAsync(run, cancellationToken).ConfigureAwait(false));
        // A month that nothing was posted in yet has no period; posting opens it.
        var open = !await database.Set<AccountingPeriod>().AnyAsync(p => p.From <= run.BillDate && p.To > run.BillDate && p.State != AccountingPeriodState.Open, cancellationToken).ConfigureAwait(false);
        checks.Add(Check("LedgerMonthOpen", open, blocking: true, Day(run.BillDate)));
        if (run.PeriodId is { } periodId)
        {
            var period = await database.Set<BillingPeriod>().AsNoTracking().SingleAsync(p => p.Id == periodId, cancellationToken).ConfigureAwait(false);
            var least = await LeastDueAsync(run, period, cancellationToken).ConfigureAwait(false);
            checks.Add(Check("DueDateHolds", run.DueDate >= least, blocking: true, Day(run.DueDate), Day(least)));
            var uncovered = await scope.UncoveredAsync(period.CycleId, period.To.AddDays(-1), UncoveredShown, cancellationToken).ConfigureAwait(false);
            checks.Add(Check("NothingUncovered", uncovered.Count == 0, blocking: false, uncovered.Count, uncovered.Count == 0 ? "" : uncovered[0].Address));
        }
        return checks;
    }

    /// <summary>The earliest due date that leaves the payer the town's days from today's mailing. Once approved nothing moves any more.</summary>
    public async Task<DateOnly> LeastDueAsync(BillRun run, BillingPeriod period, CancellationToken cancellationToken) => run.ApprovedAt is not null ? run.DueDate
        : (await dates.LatestAsync(period, clock.Today > run.BillDate ? clock.Today : run.BillDate, cancellationToken).ConfigureAwait(false)).DueDate;

    private async Task<IReadOnlyList<RunCheckDto>> BilledAsync(BillRun run, CancellationToken cancellationToken)
    {
        var pending = await database.Set<RunItem>().CountAsync(i => i.RunId == run.Id && i.Outcome == RunOutcome.Pending, cancellationToken).ConfigureAwait(false);
        var unseen = await database.Set<BillCalculation>().CountAsync(
            c => c.RunId == run.Id && c.OddnessCodes.Contains(OddnessRules.NewMeter) && !database.Set<RunRelease>().Any(r => r.RunId == run.Id && r.OccupancyId == c.OccupancyId), cancellationToken).ConfigureAwait(false);
        var forgotten = await charges.CountForgottenAsync(run.Id, run.BillDate, cancellationToken).ConfigureAwait(false);
        return
        [
            Check("Complete", run.CalculatedAt is not null && pending == 0 && run.InScope == run.Billed + run.Held + run.Excluded + run.Parked, blocking: true, run.InScope, run.Billed, run.Held, run.Excluded, run.Parked),
            Check("NoneParked", run.Parked == 0, blocking: true, run.Parked),
            Check("SomethingToBill", run.BillCount > 0, blocking: true, run.BillCount, run.TotalAmount.ToString("N2", CultureInfo.CurrentCulture)),
            Check("NewMetersSeen", unseen == 0, blocking: true, unseen),
            Check("ChargesStill", !await ChangedChargesAsync(run, cancellationToken).ConfigureAwait(false), blocking: true),
            Check("BudgetsStill", !await ChangedBudgetsAsync(run, cancellationToken).ConfigureAwait(false), blocking: true),
            Check("NoChargeForgotten", forgotten == 0, blocking: false, forgotten),
            Check("WinterAveragesStill", !await ChangedWinterAsync(run, cancellationToken).ConfigureAwait(false), blocking: true),
        ];
    }

    /// <summary>Whether every bill still stands that the run would take back.</summary>
    private async Task<IReadOnlyList<RunCheckDto>> TakenBackAsync(BillRun run, CancellationToken cancellationToken)
    {
        var mine = database.Set<RunCancellation>().Where(c => c.RunId == run.Id);
        var (count, gone) = (await mine.CountAsync(cancellationToken).ConfigureAwait(false),
            await mine.CountAsync(c => database.Set<RunCancellation>().Any(o => o.BillId == c.BillId && o.RunId != run.Id && o.CancelledAt != null), cancellationToken).ConfigureAwait(false));
        var total = await mine.Join(database.Set<Bill>(), c => c.BillId, b => b.Id, (_, b) => b.Total).SumAsync(cancellationToken).ConfigureAwait(false);
        return [Check("BillsStand", gone == 0, blocking: true, count, total.ToString("N2", CultureInfo.CurrentCulture), gone)];
    }

    /// <summary>Whether winter averages came in force, or were taken back, after the bills were worked out.</summary>
    private Task<bool> ChangedWinterAsync(BillRun run, CancellationToken cancellationToken) => database.Set<WinterAverageBatch>()
        .Where(b => b.EffectiveFrom <= run.BillDate && b.ApprovedAt != null && (b.ApprovedAt > run.CalculatedAt || b.EndedAt > run.CalculatedAt))
        .AnyAsync(b => database.Set<WinterAverageRow>().Any(w => w.BatchId == b.Id && w.Value != null && database.Set<RunItem>().Any(i => i.RunId == run.Id && i.AgreementId == w.AgreementId)), cancellationToken);

    /// <summary>Whether a charge of the run was cancelled, ended or given another amount after the bills were worked out, or another run has it too. Once posted, its own bills have it.</summary>
    private async Task<bool> ChangedChargesAsync(BillRun run, CancellationToken cancellationToken) => run.State is not (BillRunState.Posting or BillRunState.Posted or BillRunState.RolledBack) && await database.Set<RunMiscCharge>().Where(q => q.RunId == run.Id)
        .AnyAsync(q => database.Set<MiscCharge>().Any(c => c.Id == q.ChargeId && (c.State != MiscChargeState.Approved || c.ChangedAt > run.CalculatedAt))
            || database.Set<RunMiscCharge>().Any(o => o.ChargeId == q.ChargeId && o.Occurrence == q.Occurrence && o.RunId != q.RunId
                && database.Set<BillRun>().Any(r => r.Id == o.RunId && r.State != BillRunState.Posted && r.State != BillRunState.Cancelled && r.State != BillRunState.RolledBack))
            || database.Set<MiscChargeBilling>().Any(b => b.ChargeId == q.ChargeId && b.Occurrence == q.Occurrence
                && !database.Set<MiscChargeRelease>().Any(v => v.ChargeId == b.ChargeId && v.Occurrence == b.Occurrence && v.Generation == b.Generation)
                && !database.Set<RunCancellation>().Any(x => x.RunId == q.RunId && x.BillId == b.BillId)), cancellationToken).ConfigureAwait(false);

    /// <summary>Whether a budget plan of the run's customers began, ended or got another amount after the bills were worked out. Once posted, the run itself may have ended some.</summary>
    private async Task<bool> ChangedBudgetsAsync(BillRun run, CancellationToken cancellationToken) => run.State is not (BillRunState.Posting or BillRunState.Posted or BillRunState.RolledBack)
        && await database.Set<BudgetPlan>().AnyAsync(p => p.ChangedAt > run.CalculatedAt && database.Set<BillCalculation>().Any(c => c.RunId == run.Id && c.OccupancyId == p.OccupancyId), cancellationToken).ConfigureAwait(false);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private RunCheckDto Check(string name, bool passed, bool blocking, params object[] figures)
    {
        var code = $"Billing:BillRun.Check.{name}.{(passed ? "Passed" : "Failed")}";
        return new RunCheckDto(code, passed, blocking, texts[code, figures]);
    }
}
