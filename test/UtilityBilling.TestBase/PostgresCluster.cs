using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using UtilityBilling.EmbeddedPostgres;
using UtilityBilling.EntityFrameworkCore.Setup;

namespace UtilityBilling.TestBase;

/// <summary>
/// The PostgreSQL of this test process: made at first use with its roles and one migrated template that holds the two towns, gone with the process.
/// <c>UB_TEST_POSTGRES_MAJOR</c> picks the version (18 or 15). A test that kills the server makes one of its own.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    public const string TemplateDatabase = "ub_template";

    private static readonly Lazy<Task<PostgresCluster>> Started = new(StartAsync, LazyThreadSafetyMode.ExecutionAndPublication);
    private readonly EmbeddedPostgresServer _server;

    private PostgresCluster(EmbeddedPostgresServer server) => _server = server;

    public static Task<PostgresCluster> Shared => Started.Value;

    public int MajorVersion => _server.MajorVersion;

    /// <summary>A second server for one test alone, with the same template; the caller disposes it.</summary>
    public static Task<PostgresCluster> StartOwnAsync() => StartAsync();

    /// <summary>Ends the server as a power cut would and starts it again: what was committed is there, what was not is gone.</summary>
    public Task KillAsync() => _server.RestartAsync(immediately: true, CancellationToken.None);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The connection of services and tests.</summary>
    public string AppConnectionString(string database) => _server.ConnectionString(RoleBootstrap.AppRole, database);

    /// <summary>The migrator's connection: it bypasses row-level security.</summary>
    public string OwnerConnectionString(string database) => _server.ConnectionString(RoleBootstrap.OwnerRole, database);

    public string SuperuserConnectionString(string database = "postgres") => _server.SuperuserConnectionString(database);

    /// <summary>A connection string for any of the house's roles.</summary>
    public string ConnectionString(string role, string database) => _server.ConnectionString(role, database);

    public RolePasswords Passwords => new(
        _server.RolePassword(RoleBootstrap.OwnerRole), _server.RolePassword(RoleBootstrap.AppRole), _server.RolePassword(RoleBootstrap.BackupRole), _server.RolePassword(RoleBootstrap.ReportRole));

    /// <summary>Runs statements in a database as the superuser, for what no role of the house may do.</summary>
    public async Task ExecuteAsSuperuserAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(SuperuserConnectionString(database)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        var major = Environment.GetEnvironmentVariable("UB_TEST_POSTGRES_MAJOR");
        var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                Throwaway = true,
                Durable = Environment.GetEnvironmentVariable("UB_TEST_POSTGRES_DURABLE") == "1",
                PreferredMajor = string.IsNullOrEmpty(major) ? null : int.Parse(major, CultureInfo.InvariantCulture),
                Settings = new Dictionary<string, string> { ["max_connections"] = "200" },
            },
            NullLogger.Instance,
            CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        var cluster = new PostgresCluster(server);
        await RoleBootstrap.ApplyAsync(cluster.SuperuserConnectionString(), cluster.Passwords);
        await cluster.BuildTemplateAsync();
        return cluster;
    }

    private async Task BuildTemplateAsync()
    {
        await RoleBootstrap.EnsureDatabaseAsync(SuperuserConnectionString(), TemplateDatabase);
        // While entities still move, tests need no new migration for each step; a test of its own holds the two together.
        var source = DatabaseMigrator.ModelIsAheadOfMigrations() ? SchemaSource.Model : SchemaSource.Migrations;
        await DatabaseMigrator.MigrateAsync(OwnerConnectionString(TemplateDatabase), source);
        await TestTowns.SeedAsync(AppConnectionString(TemplateDatabase));
        // A stray session would make every copy fail.
        await ExecuteAsSuperuserAsync($"alter database {TemplateDatabase} allow_connections false");
    }
}
