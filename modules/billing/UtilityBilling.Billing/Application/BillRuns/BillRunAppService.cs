using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
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
    IUtilityBillingDbContext database, BulkWriter bulk, BillRunQueries queries, RunChecks checks, RunCounts counts, RunDigest digest, IBillingScopeIntegrationService scope,
    IPermissionChecker permissions, IApprovalManager approvals, IBackgroundJobManager jobs, INumberSeries numbers, IGuidGenerator guids, IClock clock, ICurrentTenant tenant,
    ICurrentUser user, IAuditScope audit, AccountingCalendar books) : IBillRunAppService
{
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
        var run = New(period, input, (int)await numbers.NextAsync("bill-runs", 1, cancellationToken).ConfigureAwait(false));
        if (run.DueDate <= run.BillDate)
            throw new BusinessException("Billing:BillRun.DueBeforeBill").ForField("Input.DueDate").WithData("BillDate", run.BillDate);
        if (await database.Set<BillRun>().AnyAsync(r => r.PeriodId == period.Id && r.Kind == BillRunKind.Regular && r.State != BillRunState.Cancelled, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:BillRun.PeriodHasRun").WithData("Period", period.Code);

        await books.DayForAsync(run.BillDate, cancellationToken).ConfigureAwait(false);
        database.Set<BillRun>().Add(run);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await scope.StageAsync(period.CycleId, period.From, period.To, cancellationToken).ConfigureAwait(false);
        run.InScope = (int)await bulk.WriteAsync(
            "insert into billing.run_items (tenant_id, run_id, agreement_id, occupancy_id, outcome) select $1, $2, s.agreement_id, s.occupancy_id, 'Pending' from pg_temp.billing_scope s",
            [new NpgsqlParameter { Value = tenant.Id }, new NpgsqlParameter { Value = run.Id }],
            rows => new AuditSummary("BillRun.Scope", run.Id, rows), cancellationToken).ConfigureAwait(false);
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

    public async Task<PagedResult<BillReviewDto>> ReviewAsync(Guid id, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await queries.ReviewAsync(id, request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<CalculatedBillDto> CalculatedBillAsync(Guid id, Guid occupancyId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await queries.CalculatedBillAsync(id, occupancyId, cancellationToken).ConfigureAwait(false);
    }

    public async Task HoldAsync(Guid id, HoldInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var run = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        await CheckInScopeAsync(id, input.OccupancyIds, cancellationToken).ConfigureAwait(false);
        if (run.State != BillRunState.Calculated)
            throw new BusinessException("Billing:BillRun.NotInReview").WithData("Number", run.Number);
        if (string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException("Billing:Hold.ReasonMissing").ForField("Input.Reason");
        if (input.Until <= run.BillDate)
            throw new BusinessException("Billing:Hold.UntilTooEarly").ForField("Input.Until").WithData("BillDate", run.BillDate);

        audit.Reason = input.Reason;
        NpgsqlParameter[] parameters =
        [
            new() { Value = id },
            new() { Value = input.OccupancyIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            new() { Value = input.Until },
            new() { Value = user.Required.UserId },
            new() { Value = input.Reason.Trim() },
        ];
        await bulk.WriteAsync(
            """
            update billing.run_items set outcome = 'Held', reason_code = 'Billing:Hold.byPerson', reason_data = jsonb_build_object('reason', $5::text), held_until = $3, decided_by = $4
            where run_id = $1 and occupancy_id = any($2) and outcome in ('Billed', 'Parked')
            """,
            parameters, rows => new AuditSummary("BillRun.Hold", id, rows), cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync("delete from billing.bill_calculations where run_id = $1 and occupancy_id = any($2)", [.. parameters[..2].Select(p => p.Clone())], cancellationToken).ConfigureAwait(false);
        await counts.RefreshAsync(run, cancellationToken).ConfigureAwait(false);
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
            [new NpgsqlParameter { Value = id }], rows => new AuditSummary("BillRun.Cancel", id, rows), cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync("delete from billing.bill_calculations where run_id = $1", [new NpgsqlParameter { Value = id }], cancellationToken).ConfigureAwait(false);
        await counts.RefreshAsync(run, cancellationToken).ConfigureAwait(false);
    }

    private BillRun New(BillingPeriod period, StartBillRunInput input, int number) => new()
    {
        Id = guids.Create(),
        Number = number,
        CycleId = period.CycleId,
        PeriodId = period.Id,
        Kind = BillRunKind.Regular,
        BillDate = input.BillDate ?? period.BillDate,
        DueDate = input.DueDate ?? period.DueDate,
        State = BillRunState.Scoped,
        PreparedBy = user.Required.UserId,
        PreparedByName = user.Required.DisplayName,
        PreparedAt = clock.UtcNow,
    };

    /// <summary>Only what the run counts can be held in it.</summary>
    private async Task CheckInScopeAsync(Guid id, IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken)
    {
        var counted = await database.Set<RunItem>().Where(i => i.RunId == id && occupancyIds.Contains(i.OccupancyId)).Select(i => i.OccupancyId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        if (occupancyIds.Except(counted).FirstOrDefault() is var stranger && stranger != Guid.Empty)
            throw new EntityNotFoundException(typeof(RunItem), stranger);
    }

    private async Task<BillRun> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), id);
}
