using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Approving a run fixes everything that could vary: order, pages, bill numbers, instant and ledger date. Posting is queued at once, unless it is scheduled.</summary>
internal sealed class BillRunApproval(
    IUtilityBillingDbContext database, BulkWriter bulk, INumberSeries numbers, IGuidGenerator guids, RunDigest digest, IClock clock, ICurrentUser user, IBackgroundJobManager jobs) : IApprovalHandler
{
    public const string ApprovalKind = "Billing.BillRun";
    public const string BillNumbers = "bills";
    private const int AccountsPerPage = 400;
    private const long FirstNumberEver = 100_001;

    public string Kind => ApprovalKind;

    public string Permission => BillingPermissions.BillRuns.Approve;

    public string Url(Guid recordId) => $"/Billing/BillRuns/{recordId}";

    public async Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var run = await AwaitingAsync(recordId, cancellationToken).ConfigureAwait(false);
        if (await digest.OfAsync(recordId, cancellationToken).ConfigureAwait(false) != run.CalculationsDigest)
            throw new BusinessException("Billing:BillRun.DigestDiffers").WithData("Number", run.Number);
        if (user.Required.UserId == run.PreparedBy || user.Required.IsSystem)
            throw new BusinessException("Billing:BillRun.OwnApproval").WithData("Number", run.Number);

        run.FirstBillNumber = run.BillCount == 0 ? null : await numbers.ReserveAsync(BillNumbers, run.BillCount, FirstNumberEver, cancellationToken).ConfigureAwait(false);
        await FixOrderAsync(run, cancellationToken).ConfigureAwait(false);
        run.State = BillRunState.Approved;
        (run.ApprovedBy, run.ApprovedByName) = (user.Required.UserId, user.Required.DisplayName);
        run.ApprovedAt = run.PostedAt = clock.UtcNow;
        run.LedgerDate = run.BillDate;
        // Somebody wants it posted at a time of the day: then it waits for that.
        if (!await database.Set<ScheduledRunStep>().AnyAsync(s => s.RunId == recordId && s.Step == ScheduledStep.Post && s.State == ScheduleState.Waiting, cancellationToken).ConfigureAwait(false))
            await jobs.EnqueueAsync(BillRunPostJob.Type, recordId, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken)
    {
        var run = await AwaitingAsync(recordId, cancellationToken).ConfigureAwait(false);
        run.State = BillRunState.Calculated;
        run.CalculationsDigest = null;
    }

    /// <summary>Bills go in the order of their accounts, so that all bills of one payer are in one page and on one statement.</summary>
    private async Task FixOrderAsync(BillRun run, CancellationToken cancellationToken)
    {
        await bulk.ExecuteAsync(
            """
            drop table if exists pg_temp.run_order;
            create temp table run_order (account_id uuid primary key, page int not null) on commit drop
            """, [], cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            insert into pg_temp.run_order (account_id, page)
            select a.account_id, (row_number() over (order by a.account_id) - 1)::int / $2
            from (select account_id from billing.bill_calculations where run_id = $1 union select account_id from billing.run_cancellations where run_id = $1) a
            """, [Arg.Of(run.Id), Arg.Of(AccountsPerPage)], cancellationToken).ConfigureAwait(false);
        var rows = await bulk.QueryAsync(
            """
            select c.occupancy_id, c.period_id, p.page, (c.postings ->> 'entry_count')::int > 0
            from billing.bill_calculations c join pg_temp.run_order p on p.account_id = c.account_id where c.run_id = $1 order by c.account_id, c.occupancy_id, c."from"
            """,
            [Arg.Of(run.Id)],
            r => (Occupancy: r.GetGuid(0), Period: r.GetGuid(1), Page: r.GetInt32(2), Booked: r.GetBoolean(3)), cancellationToken).ConfigureAwait(false);
        var fixedRows = rows.Select((r, i) => new FixedRow(r.Occupancy, r.Period, i, r.Page, guids.Create(), r.Booked ? guids.Create() : null, run.FirstBillNumber!.Value + i));
        await bulk.StageAsync("fixed_order", Columns, fixedRows, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            update billing.bill_calculations c set position = f.position, page = f.page, bill_id = f.bill_id, journal_id = f.journal_id, bill_number = f.bill_number
            from pg_temp.fixed_order f where c.run_id = $1 and c.occupancy_id = f.occupancy_id and c.period_id = f.period_id
            """,
            [Arg.Of(run.Id)], cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            "update billing.run_cancellations x set page = p.page from pg_temp.run_order p where x.run_id = $1 and p.account_id = x.account_id", [Arg.Of(run.Id)], cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            insert into billing.bill_run_pages (tenant_id, run_id, page, bill_count, cancelled_count, total_amount)
            select a.tenant_id, $1, a.page, sum(a.billed), sum(a.cancelled), sum(a.total)
            from (
                select c.tenant_id, c.page, count(*) as billed, 0 as cancelled, sum(c.total) as total from billing.bill_calculations c where c.run_id = $1 group by 1, 2
                union all
                select x.tenant_id, x.page, 0, count(*), 0 from billing.run_cancellations x where x.run_id = $1 group by 1, 2) a
            group by 1, 3
            """,
            [Arg.Of(run.Id)], _ => new AuditSummary("BillRun.Approve", run.Id, run.BillCount) { Digest = run.CalculationsDigest }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BillRun> AwaitingAsync(Guid id, CancellationToken cancellationToken)
    {
        var run = await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), id);
        if (run.State != BillRunState.AwaitingApproval)
            throw new BusinessException("Billing:BillRun.NotAwaitingApproval").WithData("Number", run.Number);
        return run;
    }

    private sealed record FixedRow(Guid Occupancy, Guid Period, int Position, int Page, Guid BillId, Guid? JournalId, long Number);

    private static readonly StageColumn<FixedRow>[] Columns =
    [
        new("occupancy_id", "uuid", NpgsqlDbType.Uuid, r => r.Occupancy),
        new("period_id", "uuid", NpgsqlDbType.Uuid, r => r.Period),
        new("position", "int", NpgsqlDbType.Integer, r => r.Position),
        new("page", "int", NpgsqlDbType.Integer, r => r.Page),
        new("bill_id", "uuid", NpgsqlDbType.Uuid, r => r.BillId),
        new("journal_id", "uuid", NpgsqlDbType.Uuid, r => r.JournalId),
        new("bill_number", "bigint", NpgsqlDbType.Bigint, r => r.Number),
    ];
}
