using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.EventBus;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Posts an approved run. Each page is one transaction, claimed by one worker; a killed worker's page is simply claimed again.</summary>
internal sealed class BillRunPosting(IUtilityBillingDbContext database, BulkWriter bulk, ICurrentTenant tenant, RunDigest digest, IClock clock, IDistributedEventBus events, AccountingCalendar calendar, ILedger ledger, BillCanceller canceller, BudgetSettler budgets, IEnumerable<IFinalSettlement> settlements)
{
    private const int TrialPage = -1;

    /// <summary>Begins or goes on. Of a run that somebody posted meanwhile nothing is left to do.</summary>
    public async Task BeginAsync(Guid runId, CancellationToken cancellationToken)
    {
        var run = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        if (run.State == BillRunState.Posted)
            return;
        if (run.State is not (BillRunState.Approved or BillRunState.Posting))
            throw new BusinessException("Billing:BillRun.NotApproved").WithData("State", run.State);
        RunTrouble.Clear(run);
        if (run.State == BillRunState.Posting)
            return;
        if (await digest.OfAsync(runId, cancellationToken).ConfigureAwait(false) != run.CalculationsDigest)
            throw new BusinessException("Billing:BillRun.DigestDiffers").WithData("Number", run.Number);
        run.State = BillRunState.Posting;
    }

    public async Task<PostingStep> PostNextPageAsync(Guid runId, CancellationToken cancellationToken)
    {
        var run = await database.Set<BillRun>().AsNoTracking().SingleAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false);
        var claimed = await bulk.QueryAsync(
            "select page, bill_count, total_amount from billing.bill_run_pages where run_id = $1 and posted_at is null order by page limit 1 for update skip locked",
            [Arg.Of(runId)], r => (Page: r.GetInt32(0), Count: r.GetInt32(1), Total: r.GetDecimal(2)), cancellationToken).ConfigureAwait(false);
        if (claimed.Count == 1)
            await PostPageAsync(run, claimed[0].Page, claimed[0].Count, claimed[0].Total, cancellationToken).ConfigureAwait(false);
        var (posted, pages) = (await bulk.QueryAsync(
            "select count(*) filter (where posted_at is not null)::int, count(*)::int from billing.bill_run_pages where run_id = $1",
            [Arg.Of(runId)], r => (r.GetInt32(0), r.GetInt32(1)), cancellationToken).ConfigureAwait(false))[0];
        return new PostingStep(claimed.Count == 1, posted, pages);
    }

    /// <summary>Posts some accounts of a run as a page of their own, to see whether it goes; the caller undoes it.</summary>
    public async Task TryAsync(Guid runId, IReadOnlyList<Guid> accountIds, CancellationToken cancellationToken)
    {
        var run = await database.Set<BillRun>().AsNoTracking().SingleAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync("update billing.bill_calculations set page = $3 where run_id = $1 and account_id = any($2) and posted_at is null", [Arg.Of(runId), Arg.Ids(accountIds), Arg.Of(TrialPage)], cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync("update billing.run_cancellations set page = $3 where run_id = $1 and account_id = any($2) and cancelled_at is null", [Arg.Of(runId), Arg.Ids(accountIds), Arg.Of(TrialPage)], cancellationToken).ConfigureAwait(false);
        await PostPageAsync(run, TrialPage, accountIds.Count, 0m, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the run when every page is posted; a second worker may still hold one, and then closes it itself.</summary>
    public async Task FinishAsync(Guid runId, CancellationToken cancellationToken)
    {
        var run = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        if (run.State != BillRunState.Posting || await database.Set<BillRunPage>().AnyAsync(p => p.RunId == runId && p.PostedAt == null, cancellationToken).ConfigureAwait(false))
            return;
        run.State = BillRunState.Posted;
        run.CompletedAt = clock.UtcNow;
        if (run.RollsBackRunId is { } undone)
            (await LoadAsync(undone, cancellationToken).ConfigureAwait(false)).State = BillRunState.RolledBack;
        await events.PublishAsync("Billing.BillRunPosted", runId, cancellationToken).ConfigureAwait(false);
    }

    private async Task PostPageAsync(BillRun run, int page, int count, decimal total, CancellationToken cancellationToken)
    {
        var ledgerDate = run.LedgerDate!.Value;
        var day = await calendar.DayForAsync(ledgerDate, cancellationToken).ConfigureAwait(false);
        if (day.Date != ledgerDate)
            throw new BusinessException("Billing:BillRun.LedgerMonthClosed").WithData("Date", ledgerDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var period = day.PeriodId;

        await LockAccountsAsync(run.Id, page, cancellationToken).ConfigureAwait(false);
        NpgsqlParameter[] Parameters() => [Arg.Of(tenant.Id), Arg.Of(run.Id), Arg.Of(page), Arg.Of(run.PostedAt!.Value), Arg.Of(run.ApprovedBy!.Value), Arg.Of(ledgerDate), Arg.Of(period), Arg.Of(clock.UtcNow)];
        var freed = await canceller.CancelAsync(run, page, cancellationToken).ConfigureAwait(false);
        foreach (var statement in PostingSql.Bookings)
            await bulk.ExecuteAsync(statement, Used(statement, Parameters()), cancellationToken).ConfigureAwait(false);
        await budgets.SettlePageAsync(run, page, cancellationToken).ConfigureAwait(false);
        if (run.Kind == BillRunKind.Final)
            await SettleAsync(run, page, cancellationToken).ConfigureAwait(false);
        foreach (var statement in PostingSql.Closing)
            await bulk.ExecuteAsync(statement, Used(statement, Parameters()), cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(PostingSql.MarkPage, Used(PostingSql.MarkPage, Parameters()), _ => new AuditSummary("BillRun.Post", run.Id, count)
        {
            Page = page,
            Digest = run.CalculationsDigest,
            Sums = new Dictionary<string, string> { ["total"] = total.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) },
        }, cancellationToken).ConfigureAwait(false);
        await ApplyCreditsAsync(run, page, freed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is held for those who have left is settled before their last statement is cut off.</summary>
    private async Task SettleAsync(BillRun run, int page, CancellationToken cancellationToken)
    {
        var occupancies = await bulk.QueryAsync("select distinct occupancy_id from billing.bill_calculations where run_id = $1 and page = $2", [Arg.Of(run.Id), Arg.Of(page)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        foreach (var settlement in settlements)
            await settlement.SettleAsync(occupancies, run.LedgerDate!.Value, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Accounts in the order of their ids, as every writer of balances takes them; by the database's function, since only it may touch the balances.</summary>
    private Task LockAccountsAsync(Guid runId, int page, CancellationToken cancellationToken) => bulk.ExecuteAsync(
        "select billing.lock_accounts(array(select c.account_id from billing.bill_calculations c where c.run_id = $1 and c.page = $2 union select x.account_id from billing.run_cancellations x where x.run_id = $1 and x.page = $2))",
        [Arg.Of(runId), Arg.Of(page)], cancellationToken);

    /// <summary>Credit that waited on these accounts pays the new bills at once, so that nobody is dunned who has paid ahead.</summary>
    private async Task ApplyCreditsAsync(BillRun run, int page, IReadOnlyCollection<Guid> freed, CancellationToken cancellationToken)
    {
        var accounts = await bulk.QueryAsync(
            """
            select b.account_id from billing.account_balances b
            where b.unapplied > 0 and (b.account_id = any($3) or b.account_id in (select c.account_id from billing.bill_calculations c where c.run_id = $1 and c.page = $2))
            """,
            [Arg.Of(run.Id), Arg.Of(page), Arg.Ids(freed)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        if (accounts.Count > 0)
            await ledger.ApplyCreditsAsync(accounts, run.BillDate, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>PostgreSQL refuses a parameter that a statement does not mention, unless its type is known: all are typed, so the highest one decides.</summary>
    private static NpgsqlParameter[] Used(string sql, NpgsqlParameter[] parameters)
    {
        var highest = Enumerable.Range(1, parameters.Length).LastOrDefault(n => sql.Contains($"${n}", StringComparison.Ordinal));
        return parameters[..highest];
    }

    /// <summary>The run, locked: of two workers that begin or end it at once, the second sees what the first did.</summary>
    private async Task<BillRun> LoadAsync(Guid runId, CancellationToken cancellationToken)
    {
        await bulk.ExecuteAsync("select 1 from billing.bill_runs where id = $1 for update", [Arg.Of(runId)], cancellationToken).ConfigureAwait(false);
        return await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
    }
}

/// <param name="More">Whether a page was posted, so that another may wait.</param>
internal sealed record PostingStep(bool More, int Posted, int Pages);
