using Npgsql;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>The fingerprint of a run's calculations: what was approved is what is posted, and what is taken back.</summary>
internal sealed class RunDigest(BulkWriter bulk)
{
    public async Task<string> OfAsync(Guid runId, CancellationToken cancellationToken) => (await bulk.QueryAsync(
        """
        select encode(sha256(convert_to(
            (select coalesce(string_agg(concat_ws('|', c.occupancy_id, c."from", c."to", c.due_date, c.total, md5(c.inputs::text), md5(c.lines::text), md5(c.postings::text)), e'\n' order by c.occupancy_id, c."from"), '')
             from billing.bill_calculations c where c.run_id = $1)
            || (select coalesce(e'\n' || string_agg(x.bill_id::text, e'\n' order by x.bill_id), '') from billing.run_cancellations x where x.run_id = $1), 'UTF8')), 'hex')
        """,
        [new NpgsqlParameter { Value = runId }], r => r.GetString(0), cancellationToken).ConfigureAwait(false))[0];
}
