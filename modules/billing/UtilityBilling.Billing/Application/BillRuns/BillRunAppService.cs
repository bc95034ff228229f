using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.BillRuns;

internal sealed class BillRunAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, BillRunQueries queries, RunChecks checks, RunCounts counts, RunDigest digest, RunScope scope, RunContextLoader contexts, PageCalculator calculator, CalculationStore calculations,
    IPermissionChecker permissions, IApprovalManager approvals, IBackgroundJobManager jobs, INumberSeries numbers, IGuidGenerator guids, IClock clock, ICurrentTenant tenant,
    ICurrentUser user, IAuditScope audit, AccountingCalendar books, IRunDates dates) : IBillRunAppService
{
    private const int MostRetried = 500;

    public async Task<PagedResult<BillRunDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<BillRunDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await queries.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<BillablePeriodDto>> BillablePeriodsAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await queries.BillablePeriodsAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> StartAsync(StartBillRunInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var period = await database.Set<BillingPeriod>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == input.PeriodId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(BillingPeriod), input.PeriodId);
        var day = input.BillDate ?? period.BillDate;
        var due = (await dates.LatestAsync(period, day > clock.Today ? day : clock.Today, cancellationToken).ConfigureAwait(false)).DueDate;
        var run = New(period, day, due, (int)await numbers.NextAsync(RunFactory.Numbers, 1, cancellationToken).ConfigureAwait(false));
        if (await database.Set<BillRun>().AnyAsync(r => r.PeriodId == period.Id && r.Kind == BillRunKind.Regular && r.State != BillRunState.Cancelled && r.State != BillRunState.RolledBack, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:BillRun.PeriodHasRun").WithData("Period", period.Code);

        await books.DayForAsync(run.BillDate, cancellationToken).ConfigureAwait(false);
        database.Set<BillRun>().Add(run);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        run.InScope = await scope.RegularAsync(run, period, cancellationToken).ConfigureAwait(false);
        if (run.InScope == 0)
            throw new BusinessException("Billing:BillRun.NothingInScope").WithData("Period", period.Code);
        return run.Id;
    }

    public async Task CalculateAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var run = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (run.State is not (BillRunState.Scoped or BillRunState.Calculated))
            throw new BusinessException("Billing:BillRun.NotCalculable").WithData("State", run.State);
        await jobs.EnqueueAsync(BillRunCalculateJob.Type, id, cancellationToken).ConfigureAwait(false);
        audit.Note(nameof(BillRun), id, "calculate");
    }

    public async Task<PagedResult<BillRunItemDto>> ItemsAsync(Guid id, RunOutcome? outcome, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await queries.ItemsAsync(id, outcome, request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PagedResult<BillReviewDto>> ReviewAsync(Guid id, int? sample, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await queries.ReviewAsync(id, sample, request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<CalculatedBillDto> CalculatedBillAsync(Guid id, Guid occupancyId, Guid? periodId = null, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await queries.CalculatedBillAsync(id, occupancyId, periodId, cancellationToken).ConfigureAwait(false);
    }

    public async Task HoldAsync(Guid id, HoldInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var run = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        await InReviewAsync(run, input.OccupancyIds, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException("Billing:Hold.ReasonMissing").ForField("Input.Reason");
        if (input.Until <= run.BillDate)
            throw new BusinessException("Billing:Hold.UntilTooEarly").ForField("Input.Until").WithData("BillDate", run.BillDate);

        audit.Reason = input.Reason;
        await bulk.WriteAsync(
            """
            update billing.run_items set outcome = 'Held', reason_code = 'Billing:Hold.byPerson', reason_data = jsonb_build_object('reason', $5::text), held_until = $3, decided_by = $4
            where run_id = $1 and occupancy_id = any($2) and outcome in ('Billed', 'Parked')
            """,
            [Arg.Of(id), Arg.Ids(input.OccupancyIds), Arg.Of(input.Until), Arg.Of(user.Required.UserId), Arg.Of(input.Reason.Trim())], rows => new AuditSummary("BillRun.Hold", id, rows), cancellationToken).ConfigureAwait(false);
        await calculations.DeleteAsync(id, input.OccupancyIds, cancellationToken).ConfigureAwait(false);
        await counts.RefreshAsync(run, cancellationToken).ConfigureAwait(false);
    }

    public async Task ReleaseAsync(Guid id, ReleaseInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var run = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        await InReviewAsync(run, input.OccupancyIds, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException("Billing:Release.ReasonMissing").ForField("Input.Reason");
        audit.Reason = input.Reason;
        await bulk.WriteAsync(
            """
            insert into billing.run_releases (tenant_id, run_id, occupancy_id, released_by, released_at, reason)
            select $1, $2, o.id, $4, $5, $6 from unnest($3) o(id) on conflict do nothing
            """,
            [Arg.Of(tenant.Id), Arg.Of(id), Arg.Ids(input.OccupancyIds), Arg.Of(user.Required.UserId), Arg.Of(clock.UtcNow), Arg.Of(input.Reason.Trim())],
            rows => new AuditSummary("BillRun.Release", id, rows), cancellationToken).ConfigureAwait(false);
    }

    public async Task RetryAsync(Guid id, IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var run = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        await InReviewAsync(run, occupancyIds, cancellationToken).ConfigureAwait(false);
        if (occupancyIds.Count > MostRetried)
            throw new BusinessException("Billing:BillRun.TooManyToRetry").WithData("Most", MostRetried);
        await calculations.ResetAsync(id, occupancyIds, cancellationToken).ConfigureAwait(false);
        var wanted = await bulk.QueryAsync(
            "select period_id, occupancy_id from billing.run_items where run_id = $1 and occupancy_id = any($2) union select period_id, occupancy_id from billing.run_charge_bills where run_id = $1 and occupancy_id = any($2) order by 2",
            [Arg.Of(id), Arg.Ids(occupancyIds)], r => (Period: r.GetGuid(0), Occupancy: r.GetGuid(1)), cancellationToken).ConfigureAwait(false);
        foreach (var context in await contexts.LoadAsync(id, cancellationToken).ConfigureAwait(false))
            if (wanted.Where(w => w.Period == context.Period.Id).Select(w => w.Occupancy).ToList() is { Count: > 0 } mine)
                await calculator.CalculateAsync(context, mine, 0, cancellationToken).ConfigureAwait(false);
        await counts.RefreshAsync(run, cancellationToken).ConfigureAwait(false);
    }

    public async Task MoveDueDateAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var run = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (run.State is not (BillRunState.Scoped or BillRunState.Calculated) || run.PeriodId is not { } periodId)
            throw new BusinessException("Billing:BillRun.NotInReview").WithData("Number", run.Number);
        var period = await database.Set<BillingPeriod>().AsNoTracking().SingleAsync(p => p.Id == periodId, cancellationToken).ConfigureAwait(false);
        var due = await checks.LeastDueAsync(run, period, cancellationToken).ConfigureAwait(false);
        if (due <= run.DueDate)
            return;
        await bulk.WriteAsync(
            "update billing.bill_calculations set due_date = $2 where run_id = $1 and due_date = $3", [Arg.Of(id), Arg.Of(due), Arg.Of(run.DueDate)],
            rows => new AuditSummary("BillRun.MoveDueDate", id, rows), cancellationToken).ConfigureAwait(false);
        run.DueDate = due;
    }

    public async Task<IReadOnlyList<RunCheckDto>> ChecksAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await checks.RunAsync(await LoadAsync(id, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task RequestApprovalAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        if (user.Required.IsSystem)
            throw new BusinessException("Billing:BillRun.SystemMayNot");
        var run = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (run.State != BillRunState.Calculated)
            throw new BusinessException("Billing:BillRun.NotInReview").WithData("Number", run.Number);
        if ((await checks.RunAsync(run, cancellationToken).ConfigureAwait(false)).FirstOrDefault(c => c is { Passed: false, Blocking: true }) is { } failed)
            throw new BusinessException("Billing:BillRun.CheckFailed").WithData("Check", failed.Text);

        run.CalculationsDigest = await digest.OfAsync(id, cancellationToken).ConfigureAwait(false);
        run.State = BillRunState.AwaitingApproval;
        (run.SubmittedAt, run.SubmittedByName) = (clock.UtcNow, user.Required.DisplayName);
        await approvals.RequestAsync(BillRunApproval.ApprovalKind, id, await queries.SummaryAsync(run, cancellationToken).ConfigureAwait(false), run.TotalAmount, cancellationToken).ConfigureAwait(false);
    }

    public async Task PostAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var run = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (run.State is not (BillRunState.Approved or BillRunState.Posting))
            throw new BusinessException("Billing:BillRun.NotApproved").WithData("State", run.State);
        await jobs.EnqueueAsync(BillRunPostJob.Type, id, cancellationToken).ConfigureAwait(false);
        audit.Note(nameof(BillRun), id, "post");
    }

    public async Task CancelAsync(Guid id, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var run = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (run.State is not (BillRunState.Scoped or BillRunState.Calculated))
            throw new BusinessException("Billing:BillRun.TooLateToCancel").WithData("Number", run.Number);
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Billing:BillRun.CancelReasonMissing").ForField("Input.Reason");
        audit.Reason = reason;
        run.State = BillRunState.Cancelled;
        await counts.RefreshAsync(run, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            "update billing.run_items set outcome = 'Excluded', reason_code = 'Billing:Exclude.runCancelled', reason_data = null where run_id = $1",
            [Arg.Of(id)], rows => new AuditSummary("BillRun.Cancel", id, rows), cancellationToken).ConfigureAwait(false);
        await calculations.DeleteAsync(id, null, cancellationToken).ConfigureAwait(false);
        await counts.RefreshAsync(run, cancellationToken).ConfigureAwait(false);
    }

    private BillRun New(BillingPeriod period, DateOnly billDate, DateOnly dueDate, int number) => new()
    {
        Id = guids.Create(),
        Number = number,
        CycleId = period.CycleId,
        PeriodId = period.Id,
        Kind = BillRunKind.Regular,
        BillDate = billDate,
        DueDate = dueDate,
        State = BillRunState.Scoped,
        PreparedBy = user.Required.UserId,
        PreparedByName = user.Required.DisplayName,
        PreparedAt = clock.UtcNow,
    };

    /// <summary>Only what the run counts can be held, let go or tried again in it, and only while it is in review.</summary>
    private async Task InReviewAsync(BillRun run, IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken)
    {
        var id = run.Id;
        var counted = await database.Set<RunItem>().Where(i => i.RunId == id && occupancyIds.Contains(i.OccupancyId)).Select(i => i.OccupancyId)
            .Union(database.Set<RunChargeBill>().Where(b => b.RunId == id && occupancyIds.Contains(b.OccupancyId)).Select(b => b.OccupancyId)).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (occupancyIds.Except(counted).FirstOrDefault() is var stranger && stranger != Guid.Empty)
            throw new EntityNotFoundException(typeof(RunItem), stranger);
        if (run.State != BillRunState.Calculated)
            throw new BusinessException("Billing:BillRun.NotInReview").WithData("Number", run.Number);
    }

    private async Task<BillRun> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), id);
}
