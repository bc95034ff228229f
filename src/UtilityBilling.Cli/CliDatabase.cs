using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using UtilityBilling.EmbeddedPostgres;
using UtilityBilling.EntityFrameworkCore.Setup;

namespace UtilityBilling.Cli;

/// <summary>The database of <c>ConnectionStrings__Default</c>; without one, the clone's embedded PostgreSQL, which a command never stops under somebody else.</summary>
internal sealed class CliDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgresServer? _server;
    private readonly CliSurroundings _surroundings;

    private CliDatabase(CliSurroundings surroundings, EmbeddedPostgresServer? server) => (_surroundings, _server) = (surroundings, server);

    public string AppConnectionString => _server?.ConnectionString(RoleBootstrap.AppRole) ?? Setting(_surroundings, "Default")!;

    public string OwnerConnectionString => _server?.ConnectionString(RoleBootstrap.OwnerRole)
        ?? Setting(_surroundings, "Owner")
        ?? throw new CliUsageException("Set ConnectionStrings__Owner to the database as the role ub_owner; the application role may not change tables.");

    public static async Task<CliDatabase> OpenAsync(CliSurroundings surroundings, CancellationToken cancellationToken)
    {
        if (Setting(surroundings, "Default") is not null || Setting(surroundings, "Owner") is not null)
            return new CliDatabase(surroundings, null);
        return new CliDatabase(surroundings, await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { LeaveAdoptedRunning = true }, NullLogger.Instance, cancellationToken));
    }

    /// <summary>Makes roles and database of the embedded server. On any other server the operator does that once, with <c>etc/postgres/roles.sql</c>.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
            return;
        await RoleBootstrap.ApplyAsync(
            _server.SuperuserConnectionString(),
            new RolePasswords(_server.RolePassword(RoleBootstrap.OwnerRole), _server.RolePassword(RoleBootstrap.AppRole), _server.RolePassword(RoleBootstrap.BackupRole), _server.RolePassword(RoleBootstrap.ReportRole)),
            cancellationToken);
        await RoleBootstrap.EnsureDatabaseAsync(_server.SuperuserConnectionString(), new NpgsqlConnectionStringBuilder(AppConnectionString).Database!, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        NpgsqlConnection.ClearAllPools();
        await _server.DisposeAsync();
    }

    private static string? Setting(CliSurroundings surroundings, string name) => surroundings.Setting($"ConnectionStrings__{name}") is { Length: > 0 } text ? text : null;
}
