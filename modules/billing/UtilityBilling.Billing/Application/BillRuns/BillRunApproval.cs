using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Data;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Approving a run fixes everything that could vary: order, pages, bill numbers, instant and ledger date. Posting is queued at once.</summary>
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
        var rows = await bulk.QueryAsync(
            """
            select c.occupancy_id, (dense_rank() over (order by c.account_id) - 1)::int / $2, (c.postings ->> 'entry_count')::int > 0
            from billing.bill_calculations c where c.run_id = $1 order by c.account_id, c.occupancy_id
            """,
            [new NpgsqlParameter { Value = run.Id }, new NpgsqlParameter { Value = AccountsPerPage }],
            r => (Occupancy: r.GetGuid(0), Page: r.GetInt32(1), Booked: r.GetBoolean(2)), cancellationToken).ConfigureAwait(false);
        var fixedRows = rows.Select((r, i) => new FixedRow(r.Occupancy, i, r.Page, guids.Create(), r.Booked ? guids.Create() : null, run.FirstBillNumber!.Value + i));
        await bulk.StageAsync("fixed_order", Columns, fixedRows, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            update billing.bill_calculations c set position = f.position, page = f.page, bill_id = f.bill_id, journal_id = f.journal_id, bill_number = f.bill_number
            from pg_temp.fixed_order f where c.run_id = $1 and c.occupancy_id = f.occupancy_id
            """,
            [new NpgsqlParameter { Value = run.Id }], cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            "insert into billing.bill_run_pages (tenant_id, run_id, page, bill_count, total_amount) select c.tenant_id, c.run_id, c.page, count(*), sum(c.total) from billing.bill_calculations c where c.run_id = $1 group by c.tenant_id, c.run_id, c.page",
            [new NpgsqlParameter { Value = run.Id }], _ => new AuditSummary("BillRun.Approve", run.Id, run.BillCount) { Digest = run.CalculationsDigest }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BillRun> AwaitingAsync(Guid id, CancellationToken cancellationToken)
    {
        var run = await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), id);
        if (run.State != BillRunState.AwaitingApproval)
            throw new BusinessException("Billing:BillRun.NotAwaitingApproval").WithData("Number", run.Number);
        return run;
    }

    private sealed record FixedRow(Guid Occupancy, int Position, int Page, Guid BillId, Guid? JournalId, long Number);

    private static readonly StageColumn<FixedRow>[] Columns =
    [
        new("occupancy_id", "uuid", NpgsqlDbType.Uuid, r => r.Occupancy),
        new("position", "int", NpgsqlDbType.Integer, r => r.Position),
        new("page", "int", NpgsqlDbType.Integer, r => r.Page),
        new("bill_id", "uuid", NpgsqlDbType.Uuid, r => r.BillId),
        new("journal_id", "uuid", NpgsqlDbType.Uuid, r => r.JournalId),
        new("bill_number", "bigint", NpgsqlDbType.Bigint, r => r.Number),
    ];
}
