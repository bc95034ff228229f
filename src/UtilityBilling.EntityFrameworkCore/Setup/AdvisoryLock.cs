using Npgsql;

namespace UtilityBilling.EntityFrameworkCore.Setup;

/// <summary>A session's advisory lock: whoever comes second waits. It is gone with the session, also when the process is killed.</summary>
internal sealed class AdvisoryLock : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly long _key;

    private AdvisoryLock(NpgsqlConnection connection, long key) => (_connection, _key) = (connection, key);

    public static async Task<AdvisoryLock> TakeAsync(NpgsqlConnection connection, long key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { Parameters = { new() { Value = key } }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new AdvisoryLock(connection, key);
    }

    public async ValueTask DisposeAsync()
    {
        await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", _connection) { Parameters = { new() { Value = _key } } };
        await command.ExecuteNonQueryAsync();
    }
}
