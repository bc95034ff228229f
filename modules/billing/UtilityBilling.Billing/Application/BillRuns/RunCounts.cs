using Npgsql;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Counts a run's outcomes in agreements, and its bills.</summary>
internal sealed class RunCounts(BulkWriter bulk)
{
    public async Task RefreshAsync(BillRun run, CancellationToken cancellationToken)
    {
        var counts = (await bulk.QueryAsync(
            """
            select count(*)::int, count(*) filter (where outcome = 'Billed')::int, count(*) filter (where outcome = 'Held')::int,
                   count(*) filter (where outcome = 'Excluded')::int, count(*) filter (where outcome = 'Parked')::int
            from billing.run_items where run_id = $1
            """,
            [new NpgsqlParameter { Value = run.Id }],
            r => (InScope: r.GetInt32(0), Billed: r.GetInt32(1), Held: r.GetInt32(2), Excluded: r.GetInt32(3), Parked: r.GetInt32(4)),
            cancellationToken).ConfigureAwait(false))[0];
        var bills = (await bulk.QueryAsync(
            "select count(*)::int, coalesce(sum(total), 0) from billing.bill_calculations where run_id = $1",
            [new NpgsqlParameter { Value = run.Id }], r => (Count: r.GetInt32(0), Total: r.GetDecimal(1)), cancellationToken).ConfigureAwait(false))[0];
        (run.InScope, run.Billed, run.Held, run.Excluded, run.Parked) = counts;
        (run.BillCount, run.TotalAmount) = bills;
    }
}
