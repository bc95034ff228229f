using Npgsql;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Auditing;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>Queues work in the transaction of whoever asks: undone with it, begun at once after it.</summary>
internal sealed class BackgroundJobManager(BulkWriter database, IUnitOfWork unit, AuditScope audit, ICurrentTenant tenant, ICurrentUser user, IGuidGenerator guids, TimeProvider time, WorkSignal signal)
    : IBackgroundJobManager
{
    private const string Sql = """
        insert into platform.background_jobs (id, tenant_id, type, record_id, state, attempts, enqueued_by, enqueued_at, not_before, progress_done, progress_total, correlation_id)
        values ($1, $2, $3, $4, 'Waiting', 0, $5, $6, $6, 0, 0, $7)
        on conflict (tenant_id, type, record_id) where state = 'Waiting' do update set not_before = excluded.not_before
        returning id
        """;

    public async Task<Guid> EnqueueAsync(string type, Guid recordId, CancellationToken cancellationToken = default)
    {
        var ids = await database.QueryAsync(
            Sql,
            [
                new NpgsqlParameter { Value = guids.Create() },
                new NpgsqlParameter { Value = tenant.Id },
                new NpgsqlParameter { Value = type },
                new NpgsqlParameter { Value = recordId },
                new NpgsqlParameter { Value = (user.Actor ?? Actor.System).UserId },
                new NpgsqlParameter { Value = time.GetUtcNow() },
                new NpgsqlParameter { Value = (object?)audit.CorrelationId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar },
            ],
            row => row.GetGuid(0),
            cancellationToken).ConfigureAwait(false);
        unit.OnCompleted(signal.Wake);
        return ids[0];
    }

    public async Task<JobStanding?> FindAsync(string type, Guid recordId, CancellationToken cancellationToken = default)
    {
        var found = await database.QueryAsync(
            """
            select progress_done, progress_total, case when state = 'Failed' then coalesce(error, 'Job:Lost') end from platform.background_jobs
            where tenant_id = $1 and type = $2 and record_id = $3 order by enqueued_at desc, id desc limit 1
            """,
            [new NpgsqlParameter { Value = tenant.Id }, new NpgsqlParameter { Value = type }, new NpgsqlParameter { Value = recordId }],
            row => new JobStanding(row.GetInt32(0), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetString(2)),
            cancellationToken).ConfigureAwait(false);
        return found is [var standing] ? standing : null;
    }
}
