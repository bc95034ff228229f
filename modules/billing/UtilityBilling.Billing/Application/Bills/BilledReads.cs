using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.Bills;

/// <summary>Tells Metering which reads a bill that stands has used; those of a bill that was taken back may be put right.</summary>
internal sealed class BilledReads(BulkWriter database) : IBilledReads
{
    public async Task<IReadOnlySet<Guid>> FilterBilledAsync(IReadOnlyCollection<Guid> readIds, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(
            $"select distinct u.read_id from billing.billed_reads u where u.read_id = any($1) and {Standing.Bill("u.bill_id")}",
            [Arg.Ids(readIds)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false)).ToHashSet();
}
