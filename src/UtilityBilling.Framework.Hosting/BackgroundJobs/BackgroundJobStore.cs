using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>A job that this process works on.</summary>
public sealed record ClaimedJob(Guid Id, Guid TenantId, string Type, Guid RecordId, Guid EnqueuedBy, int Attempt, string? CorrelationId);

/// <summary>The queue's statements, each a short transaction of its own beside the job's work.</summary>
public sealed class BackgroundJobStore(NpgsqlDataSource database, TimeProvider time, IOptions<BackgroundJobOptions> options)
{
    private TimeSpan DeadAfter => options.Value.DeadAfter;

    private const string ClaimSql = """
        update platform.background_jobs set state = 'Running', attempts = attempts + 1, started_at = $1, alive_at = $1, error = null
        where id = (
            select j.id from platform.background_jobs j
            where ((j.state = 'Waiting' and j.not_before <= $1) or (j.state = 'Running' and j.alive_at < $2))
              and j.attempts < $3
              and not exists (
                select 1 from platform.background_jobs r
                where r.tenant_id = j.tenant_id and r.type = j.type and r.record_id = j.record_id and r.id <> j.id and r.state = 'Running' and r.alive_at >= $2)
            order by j.not_before, j.id
            limit 1
            for update skip locked)
        returning id, tenant_id, type, record_id, enqueued_by, attempts, correlation_id
        """;

    public async Task<ClaimedJob?> ClaimAsync(int maxAttempts, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await ExecuteAsync(
            "update platform.background_jobs set state = 'Failed', finished_at = $1, error = 'Job:Lost' where state = 'Running' and alive_at < $2 and attempts >= $3",
            [now, now - DeadAfter, maxAttempts],
            cancellationToken).ConfigureAwait(false);
        var command = Command(ClaimSql, [now, now - DeadAfter, maxAttempts]);
        await using var _ = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            return null;
        return new ClaimedJob(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetGuid(4), reader.GetInt32(5), reader.IsDBNull(6) ? null : reader.GetString(6));
    }

    /// <summary>The person in whose name the job works; null when that person may no longer sign in to the town.</summary>
    public async Task<Actor?> FindActorAsync(Guid userId, Guid tenantId, CancellationToken cancellationToken)
    {
        if (userId == Actor.SystemUserId)
            return Actor.System;
        var command = Command(
            """
            select u.user_name, u.display_name from platform.users u join platform.user_tenants m on m.user_id = u.id
            where u.id = $1 and m.tenant_id = $2 and u.disabled_at is null and m.disabled_at is null
            """,
            [userId, tenantId]);
        await using var _ = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? new Actor(userId, reader.GetString(0), reader.GetString(1)) : null;
    }

    /// <summary>A sign of life. False: another process took the job over, having heard nothing for too long; whoever asked stops.</summary>
    public async Task<bool> AliveAsync(ClaimedJob job, CancellationToken cancellationToken) =>
        await ExecuteAsync($"update platform.background_jobs set alive_at = $1 where {Mine(2)}", [time.GetUtcNow(), job.Id, job.Attempt], cancellationToken).ConfigureAwait(false) == 1;

    /// <summary>Tells how far the job is, a sign of life too. False as with <see cref="AliveAsync"/>.</summary>
    public async Task<bool> ProgressAsync(ClaimedJob job, int done, int total, string text, CancellationToken cancellationToken) => await ExecuteAsync(
        $"update platform.background_jobs set alive_at = $1, progress_done = $2, progress_total = $3, progress_text = left($4, 200) where {Mine(5)}",
        [time.GetUtcNow(), done, total, text, job.Id, job.Attempt],
        cancellationToken).ConfigureAwait(false) == 1;

    public Task DoneAsync(ClaimedJob job) => ExecuteAsync(
        $"update platform.background_jobs set state = 'Done', finished_at = $1, error = null where {Mine(2)}", [time.GetUtcNow(), job.Id, job.Attempt], CancellationToken.None);

    public Task FailedAsync(ClaimedJob job, string error) => ExecuteAsync(
        $"update platform.background_jobs set state = 'Failed', finished_at = $1, error = left($2, 500) where {Mine(3)}", [time.GetUtcNow(), error, job.Id, job.Attempt], CancellationToken.None);

    /// <summary>Back to the queue; when the same work was queued again meanwhile, that one takes over and this one ends.</summary>
    public Task AgainAsync(ClaimedJob job, string? error, TimeSpan wait, bool countAttempt) => ExecuteAsync(
        $"""
        update platform.background_jobs j set error = left($1, 500), attempts = case when $2 then attempts else attempts - 1 end, not_before = $3,
            state = case when exists (
                select 1 from platform.background_jobs w where w.tenant_id = j.tenant_id and w.type = j.type and w.record_id = j.record_id and w.state = 'Waiting' and w.id <> j.id)
                then 'Failed' else 'Waiting' end
        where {Mine(4)}
        """,
        [(object?)error ?? DBNull.Value, countAttempt, time.GetUtcNow() + wait, job.Id, job.Attempt],
        CancellationToken.None);

    /// <summary>A process that was taken for dead and lives on must not speak for the one that took its job over: each claim has its own number.</summary>
    private static string Mine(int first) => $"id = ${first} and attempts = ${first + 1} and state = 'Running'";

    private async Task<int> ExecuteAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        var command = Command(sql, values);
        await using var _ = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        return command;
    }
}
