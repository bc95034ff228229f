using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Writes a batch's rows set-based.</summary>
internal sealed class WinterBatchWriter(BulkWriter bulk, ICurrentTenant tenant)
{
    public async Task SaveAsync(Guid batchId, IReadOnlyList<WinterAverageRow> rows, int page, CancellationToken cancellationToken)
    {
        await bulk.StageAsync("winter_rows", Columns, rows, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            insert into billing.winter_average_rows (tenant_id, batch_id, agreement_id, occupancy_id, account_id, account_number, old_id, old_value, old_to, computed, value, billed, bill_effect, source, reads, how_en, how_es, flags, value_id)
            select $1, $2, s.agreement_id, s.occupancy_id, s.account_id, s.account_number, s.old_id, s.old_value, s.old_to, s.computed, s.value, s.billed, s.bill_effect, s.source, s.reads, s.how_en, s.how_es, s.flags, s.value_id
            from pg_temp.winter_rows s
            """,
            [new NpgsqlParameter { Value = tenant.Id }, new NpgsqlParameter { Value = batchId }],
            count => new AuditSummary("WinterAverage.Compute", batchId, count) { Page = page }, cancellationToken).ConfigureAwait(false);
    }

    private static readonly StageColumn<WinterAverageRow>[] Columns =
    [
        new("agreement_id", "uuid", NpgsqlDbType.Uuid, r => r.AgreementId),
        new("occupancy_id", "uuid", NpgsqlDbType.Uuid, r => r.OccupancyId),
        new("account_id", "uuid", NpgsqlDbType.Uuid, r => r.AccountId),
        new("account_number", "text", NpgsqlDbType.Text, r => r.AccountNumber),
        new("old_id", "uuid", NpgsqlDbType.Uuid, r => r.OldId),
        new("old_value", "numeric(18,3)", NpgsqlDbType.Numeric, r => r.OldValue),
        new("old_to", "date", NpgsqlDbType.Date, r => r.OldTo),
        new("computed", "numeric(18,3)", NpgsqlDbType.Numeric, r => r.Computed),
        new("value", "numeric(18,3)", NpgsqlDbType.Numeric, r => r.Value),
        new("billed", "numeric(18,3)", NpgsqlDbType.Numeric, r => r.Billed),
        new("bill_effect", "numeric(18,2)", NpgsqlDbType.Numeric, r => r.BillEffect),
        new("source", "text", NpgsqlDbType.Text, r => r.Source.ToString()),
        new("reads", "jsonb", NpgsqlDbType.Jsonb, r => r.Reads),
        new("how_en", "text", NpgsqlDbType.Text, r => r.HowEn),
        new("how_es", "text", NpgsqlDbType.Text, r => r.HowEs),
        new("flags", "text[]", NpgsqlDbType.Array | NpgsqlDbType.Text, r => r.Flags),
        new("value_id", "uuid", NpgsqlDbType.Uuid, r => r.ValueId),
    ];
}
