using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.BillRuns;

internal sealed class BillCorrectionAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, RunFactory runs, RunScope scope, IEnumerable<IBillDependents> dependents, IAccountDirectory accounts, IOwnAccounts own,
    IPermissionChecker permissions, IClock clock, ICurrentTenant tenant, IAuditScope audit) : IBillCorrectionAppService
{
    private const int MostBills = 2000;

    public async Task<CorrectionPreview> PreviewAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        return await PreviewOfAsync(billIds, cancellationToken).ConfigureAwait(false);
    }

    public async Task<CorrectionPreview> PreviewRollbackAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        await RunAsync(runId, cancellationToken).ConfigureAwait(false);
        return await PreviewOfAsync(await StandingAsync(runId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> StartAsync(CorrectionInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        if (input.BillIds.Count == 0)
            throw new BusinessException("Billing:Correction.NoBills").ForField("Input.Bills");
        if (input.BillIds.Count > MostBills)
            throw new BusinessException("Billing:Correction.TooMany").WithData("Most", MostBills).ForField("Input.Bills");
        var run = await BeginAsync(input.Rebill ? BillRunKind.Rebill : BillRunKind.Cancel, input.BillIds, input.Reason, null, cancellationToken).ConfigureAwait(false);
        if (input.Rebill)
        {
            run.InScope = await scope.RebillAsync(run, cancellationToken).ConfigureAwait(false);
            if (await scope.RebillAloneAsync(run, cancellationToken).ConfigureAwait(false) + run.InScope == 0)
                throw new BusinessException("Billing:Correction.NothingToRebill").ForField("Input.Rebill");
        }
        else
            Ready(run);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return run.Id;
    }

    public async Task<Guid> RollBackAsync(Guid runId, string reason, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        var undone = await RunAsync(runId, cancellationToken).ConfigureAwait(false);
        if (undone.State != BillRunState.Posted)
            throw new BusinessException("Billing:Rollback.NotPosted").WithData("Number", undone.Number);
        if (await database.Set<BillRun>().AnyAsync(r => r.RollsBackRunId == runId && r.State != BillRunState.Cancelled, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Rollback.UnderWay").WithData("Number", undone.Number);
        var bills = await StandingAsync(runId, cancellationToken).ConfigureAwait(false);
        if (bills.Count == 0)
            throw new BusinessException("Billing:Rollback.NothingLeft").WithData("Number", undone.Number);
        var run = await BeginAsync(BillRunKind.Rollback, bills, reason, runId, cancellationToken).ConfigureAwait(false);
        Ready(run);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return run.Id;
    }

    public async Task<PagedResult<CancelledBillDto>> BillsAsync(Guid runId, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        await RunAsync(runId, cancellationToken).ConfigureAwait(false);
        var cancelled = database.Set<RunCancellation>().AsNoTracking().Where(c => c.RunId == runId);
        var total = await cancelled.CountAsync(cancellationToken).ConfigureAwait(false);
        var page = await (
            from c in cancelled
            join b in database.Set<Bill>() on c.BillId equals b.Id
            join p in database.Set<BillingPeriod>() on c.PeriodId equals p.Id
            orderby b.Number
            select new
            {
                b.Id, b.Number, c.AccountId, c.OccupancyId, p.Code, b.Total, c.CancelledAt,
                New = database.Set<BillCalculation>().Where(n => n.RunId == runId && n.OccupancyId == c.OccupancyId && n.PeriodId == c.PeriodId)
                    .Select(n => new { n.Total, Posted = n.PostedAt == null ? null : n.BillId }).FirstOrDefault(),
            }).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByOccupancyAsync([.. page.Select(p => p.OccupancyId).Distinct()], cancellationToken).ConfigureAwait(false);
        return new PagedResult<CancelledBillDto>(
            [.. page.Select(p => new CancelledBillDto(
                p.Id, p.Number, p.AccountId, p.OccupancyId, cards[p.OccupancyId].Number, cards[p.OccupancyId].CustomerName, cards[p.OccupancyId].Address, p.Code, p.Total, p.New?.Total, p.New?.Posted, p.CancelledAt))],
            total, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<Guid>> FindAsync(string numbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        var wanted = numbers.Split([' ', ',', ';', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        var parsed = wanted.Where(n => long.TryParse(n, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _))
            .ToDictionary(n => n, n => long.Parse(n, System.Globalization.CultureInfo.InvariantCulture));
        var values = parsed.Values.ToList();
        var found = await database.Set<Bill>().AsNoTracking().Where(b => values.Contains(b.Number)).ToDictionaryAsync(b => b.Number, b => b.Id, cancellationToken).ConfigureAwait(false);
        if (wanted.FirstOrDefault(n => !parsed.TryGetValue(n, out var number) || !found.ContainsKey(number)) is { } stranger)
            throw new BusinessException("Billing:Correction.NoSuchBill").WithData("Number", stranger).ForField("Input.Numbers");
        return [.. values.Select(v => found[v])];
    }

    private async Task<BillRun> BeginAsync(BillRunKind kind, IReadOnlyCollection<Guid> bills, string reason, Guid? rollsBack, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Billing:Correction.ReasonMissing").ForField("Input.Reason");
        var preview = await PreviewOfAsync(bills, cancellationToken).ConfigureAwait(false);
        if (preview.Dependents.FirstOrDefault(d => d.Action == DependentAction.Refuse) is { } refused)
            throw new BusinessException("Billing:Correction.Refused").WithData("Why", refused.Text);
        audit.Reason = reason;
        var run = await runs.CreateAsync(kind, null, reason.Trim(), rollsBack, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            insert into billing.run_cancellations (tenant_id, run_id, bill_id, occupancy_id, period_id, account_id, page)
            select $1, $2, b.id, b.occupancy_id, b.period_id, b.account_id, 0 from billing.bills b where b.id = any($3)
            """,
            [Arg.Of(tenant.Id), Arg.Of(run.Id), Arg.Ids(bills)], rows => new AuditSummary("BillRun.TakeBack", run.Id, rows), cancellationToken).ConfigureAwait(false);
        return run;
    }

    /// <summary>A run that only takes back has nothing to work out.</summary>
    private void Ready(BillRun run)
    {
        run.State = BillRunState.Calculated;
        run.CalculatedAt = clock.UtcNow;
    }

    private async Task<CorrectionPreview> PreviewOfAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken)
    {
        var distinct = billIds.Distinct().ToList();
        var bills = await bulk.QueryAsync("select account_id, total from billing.bills where id = any($1)", [Arg.Ids(distinct)], r => (Account: r.GetGuid(0), Total: r.GetDecimal(1)), cancellationToken).ConfigureAwait(false);
        if (bills.Count != distinct.Count)
            throw new EntityNotFoundException(typeof(Bill), distinct[0]);
        await own.RefuseAsync([.. bills.Select(b => b.Account).Distinct()], cancellationToken).ConfigureAwait(false);
        var found = new List<BillDependent>();
        foreach (var source in dependents)
            found.AddRange(await source.FindAsync(distinct, cancellationToken).ConfigureAwait(false));
        return new CorrectionPreview(distinct.Count, bills.Sum(b => b.Total), found);
    }

    private Task<List<Guid>> StandingAsync(Guid runId, CancellationToken cancellationToken) =>
        bulk.QueryAsync($"select b.id from billing.bills b where b.run_id = $1 and {Standing.Bill("b.id")} order by b.number", [Arg.Of(runId)], r => r.GetGuid(0), cancellationToken);

    private async Task<BillRun> RunAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<BillRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), id);
}
