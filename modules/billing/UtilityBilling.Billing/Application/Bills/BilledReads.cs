using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.Bills;

/// <summary>Tells Metering which reads a bill has used.</summary>
internal sealed class BilledReads(BulkWriter database) : IBilledReads
{
    public async Task<IReadOnlySet<Guid>> FilterBilledAsync(IReadOnlyCollection<Guid> readIds, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(
            "select distinct read_id from billing.billed_reads where read_id = any($1)",
            [new NpgsqlParameter { Value = readIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false)).ToHashSet();
}
