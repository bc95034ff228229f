using UtilityBilling.Billing.Bills;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Whether a bill ends before its period because the occupancy ended, and was not taken back; or a run that is still open has counted that.</summary>
internal sealed class BilledEnds(BulkWriter database) : IBilledEnds
{
    public async Task<BilledEnd> OfAsync(Guid occupancyId, DateOnly end, CancellationToken cancellationToken = default) => (await database.QueryAsync(
        $"""
        select case
            when exists (
                select 1 from customers.service_agreements a
                join billing.coverage c on c.tenant_id = a.tenant_id and c.agreement_id = a.id and c."to" = $2
                join billing.billing_periods p on p.tenant_id = c.tenant_id and p.id = c.period_id and p."to" > c."to"
                where a.occupancy_id = $1 and {Standing.Coverage("c")}) then 'Billed'
            when exists (
                select 1 from billing.bill_calculations b
                join billing.bill_runs r on r.tenant_id = b.tenant_id and r.id = b.run_id and r.state not in ('Posted', 'Cancelled')
                where b.occupancy_id = $1 and b."to" = $2) then 'InRun'
            else 'No' end
        """,
        [Arg.Of(occupancyId), Arg.Of(end)], r => Enum.Parse<BilledEnd>(r.GetString(0)), cancellationToken).ConfigureAwait(false))[0];
}
