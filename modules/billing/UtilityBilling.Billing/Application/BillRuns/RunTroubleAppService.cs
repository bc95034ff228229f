using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.BillRuns;

internal sealed class RunTroubleAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, RunCounts counts, IAccountDirectory accounts, IPermissionChecker permissions, IBackgroundJobManager jobs, ICurrentUser user, IAuditScope audit) : IRunTroubleAppService
{
    public async Task<IReadOnlyList<TroubledAccountDto>> AccountsAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.BillRuns.View, cancellationToken).ConfigureAwait(false);
        var run = await database.Set<BillRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        if (run is not { State: BillRunState.Posting, TroubleStep: RunStep.Post, TroubleData: { } data })
            return [];
        var ids = RunTrouble.AccountsOf(JsonSerializer.Deserialize<Dictionary<string, string>>(data)!);
        var waiting = await bulk.QueryAsync(
            "select account_id, count(*)::int, sum(total) from billing.bill_calculations where run_id = $1 and account_id = any($2) and posted_at is null group by account_id order by account_id",
            [Arg.Of(runId), Arg.Ids(ids)], r => (Account: r.GetGuid(0), Bills: r.GetInt32(1), Total: r.GetDecimal(2)), cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByAccountAsync([.. waiting.Select(w => w.Account)], cancellationToken).ConfigureAwait(false);
        return [.. waiting.Select(w => new TroubledAccountDto(w.Account, cards[w.Account].Number, cards[w.Account].CustomerName, w.Bills, w.Total))];
    }

    public async Task ParkAsync(Guid runId, ParkInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync("select 1 from billing.bill_runs where id = $1 for update", [Arg.Of(runId)], cancellationToken).ConfigureAwait(false);
        var run = await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        await RefuseStrangersAsync(input.AccountIds, cancellationToken).ConfigureAwait(false);
        if (input.AccountIds.Count == 0)
            throw new BusinessException("Billing:Park.NobodyChosen").ForField("Accounts");
        if (string.IsNullOrWhiteSpace(input.Reason))
            throw new BusinessException("Billing:Park.ReasonMissing").ForField("ParkReason");
        if (run is not { State: BillRunState.Posting, TroubleStep: RunStep.Post } || user.Required.IsSystem)
            throw new BusinessException("Billing:Park.NotStopped").WithData("Number", run.Number);
        if (run.Kind == BillRunKind.Rollback)
            throw new BusinessException("Billing:Park.NotRollback").WithData("Number", run.Number);
        audit.Reason = input.Reason;
        await TakeOutAsync(run, input, cancellationToken).ConfigureAwait(false);
        await counts.RefreshAsync(run, cancellationToken).ConfigureAwait(false);
        RunTrouble.Clear(run);
        await jobs.EnqueueAsync(BillRunPostJob.Type, runId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Their pages are claimed first: a page that another worker posts at this moment is not touched.</summary>
    private async Task TakeOutAsync(BillRun run, ParkInput input, CancellationToken cancellationToken)
    {
        var pages = await bulk.QueryAsync(
            """
            select p.page from billing.bill_run_pages p
            where p.run_id = $1 and p.posted_at is null and p.page in (
                select c.page from billing.bill_calculations c where c.run_id = $1 and c.account_id = any($2)
                union select x.page from billing.run_cancellations x where x.run_id = $1 and x.account_id = any($2))
            order by p.page for update skip locked
            """,
            [Arg.Of(run.Id), Arg.Ids(input.AccountIds)], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            update billing.run_items i set outcome = 'Parked', reason_code = 'Billing:Park.atPosting', reason_data = jsonb_build_object('reason', $4::text), decided_by = $5
            from billing.bill_calculations c
            where i.run_id = $1 and i.outcome = 'Billed' and c.run_id = $1 and c.occupancy_id = i.occupancy_id and c.period_id = i.period_id
              and c.account_id = any($2) and c.page = any($3) and c.posted_at is null
            """,
            [Arg.Of(run.Id), Arg.Ids(input.AccountIds), Arg.Numbers(pages), Arg.Of(input.Reason.Trim()), Arg.Of(user.Required.UserId)], rows => new AuditSummary("BillRun.Park", run.Id, rows), cancellationToken).ConfigureAwait(false);
        foreach (var sql in (string[])[
            "delete from billing.bill_calculations where run_id = $1 and account_id = any($2) and page = any($3) and posted_at is null",
            "delete from billing.run_cancellations where run_id = $1 and account_id = any($2) and page = any($3) and cancelled_at is null"])
            await bulk.ExecuteAsync(sql, [Arg.Of(run.Id), Arg.Ids(input.AccountIds), Arg.Numbers(pages)], cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            update billing.bill_run_pages p set
                bill_count = (select count(*) from billing.bill_calculations c where c.run_id = $1 and c.page = p.page),
                cancelled_count = (select count(*) from billing.run_cancellations x where x.run_id = $1 and x.page = p.page),
                total_amount = (select coalesce(sum(c.total), 0) from billing.bill_calculations c where c.run_id = $1 and c.page = p.page)
            where p.run_id = $1 and p.page = any($2)
            """,
            [Arg.Of(run.Id), Arg.Numbers(pages)], cancellationToken).ConfigureAwait(false);
    }

    private async Task RefuseStrangersAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var known = await accounts.ByAccountAsync(ids, cancellationToken).ConfigureAwait(false);
        if (ids.FirstOrDefault(id => !known.ContainsKey(id)) is var stranger && stranger != Guid.Empty)
            throw new EntityNotFoundException(typeof(AccountCard), stranger);
    }
}
