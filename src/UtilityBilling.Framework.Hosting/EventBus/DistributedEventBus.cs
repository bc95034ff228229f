using Npgsql;
using UtilityBilling.EventBus;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;

namespace UtilityBilling.Hosting.EventBus;

/// <summary>Writes the event beside what happened, in one transaction: neither is ever kept without the other.</summary>
internal sealed class DistributedEventBus(BulkWriter database, IUnitOfWork unit, ICurrentTenant tenant, IGuidGenerator guids, TimeProvider time, WorkSignal signal) : IDistributedEventBus
{
    public async Task PublishAsync(string type, Guid recordId, CancellationToken cancellationToken = default)
    {
        await database.ExecuteAsync(
            "insert into platform.outbox_messages (id, tenant_id, type, record_id, created_at, not_before, attempts) values ($1, $2, $3, $4, $5, $5, 0)",
            [
                new NpgsqlParameter { Value = guids.Create() },
                new NpgsqlParameter { Value = tenant.Id },
                new NpgsqlParameter { Value = type },
                new NpgsqlParameter { Value = recordId },
                new NpgsqlParameter { Value = time.GetUtcNow() },
            ],
            cancellationToken).ConfigureAwait(false);
        unit.OnCompleted(signal.Wake);
    }
}
