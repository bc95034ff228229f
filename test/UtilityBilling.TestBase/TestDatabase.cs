using System.Globalization;
using Npgsql;
using UtilityBilling.EntityFrameworkCore.Security;

namespace UtilityBilling.TestBase;

/// <summary>A database of one test class, copied from the template with its two towns; dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static int _count;
    private readonly PostgresCluster _cluster;

    private TestDatabase(PostgresCluster cluster, string name) => (_cluster, Name) = (cluster, name);

    public string Name { get; }

    /// <summary>The connection of services: the role <c>ub_app</c>.</summary>
    public string ConnectionString => _cluster.AppConnectionString(Name);

    /// <summary>The connection of the migrator: the role <c>ub_owner</c>, which bypasses row-level security.</summary>
    public string OwnerConnectionString => _cluster.OwnerConnectionString(Name);

    public PostgresCluster Cluster => _cluster;

    /// <param name="template">The database to copy, to which nobody may be connected; the two towns when left out.</param>
    /// <param name="own">The test's own server; the process's shared one when left out.</param>
    public static async Task<TestDatabase> CreateAsync(TestDatabase? template = null, PostgresCluster? own = null)
    {
        var cluster = own ?? template?.Cluster ?? await PostgresCluster.Shared;
        var name = $"ub_test_{Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}";
        // The log strategy copies small databases without a checkpoint.
        await cluster.ExecuteAsSuperuserAsync($"create database {name} template {template?.Name ?? PostgresCluster.TemplateDatabase} strategy wal_log owner ub_owner");
        await cluster.ExecuteAsSuperuserAsync(string.Join(";\n", DatabaseSecurity.DatabaseGrants(name)), name);
        return new TestDatabase(cluster, name);
    }

    /// <summary>An open connection of its own, outside every unit of work: for tests that look at the database itself.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string? connectionString = null)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString ?? ConnectionString) { Pooling = false, IncludeErrorDetail = true }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs statements as the owner.</summary>
    public async Task ExecuteAsOwnerAsync(string sql)
    {
        await using var connection = await OpenAsync(OwnerConnectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads one value as the owner, over all towns.</summary>
    public async Task<T?> ScalarAsOwnerAsync<T>(string sql)
    {
        await using var connection = await OpenAsync(OwnerConnectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async ValueTask DisposeAsync() => await _cluster.ExecuteAsSuperuserAsync($"drop database if exists {Name} with (force)");
}
