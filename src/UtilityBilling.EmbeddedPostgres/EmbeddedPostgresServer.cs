using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>
/// A running PostgreSQL for development, demo and tests. Several processes may use the same one; whoever leaves last stops it.
/// It listens on the loopback address only and asks everybody for a password.
/// </summary>
public sealed class EmbeddedPostgresServer : IAsyncDisposable
{
    private readonly IClusterMembership membership;
    private readonly string databaseName;
    private int left;

    private EmbeddedPostgresServer(IClusterMembership membership, string databaseName)
    {
        this.membership = membership;
        this.databaseName = databaseName;
    }

    public int Port => membership.Port;

    /// <summary>The server's major version, 15 or later.</summary>
    public int MajorVersion => membership.MajorVersion;

    /// <summary>The cluster's own folder; its name carries the major version.</summary>
    public string DataDirectory => membership.DataFolder;

    /// <summary>Joins the running server of the clone, or makes its cluster and starts it. Roles and databases are made by the migrator.</summary>
    public static async Task<EmbeddedPostgresServer> StartAsync(EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        var home = await ClusterHome.FindAsync(options, logger, ct);
        IClusterMembership membership = options.Throwaway
            ? await ThrowawayCluster.StartAsync(options, home, logger, ct)
            : await SharedCluster.JoinAsync(options, home, logger, ct);
        return new EmbeddedPostgresServer(membership, options.DatabaseName);
    }

    /// <summary>For making roles and databases only; <c>postgres</c> is the database that is always there.</summary>
    public string SuperuserConnectionString(string database = "postgres") => ConnectionString(PostgresCluster.Superuser, database);

    /// <summary>A connection string for a role, with the password of <see cref="RolePassword"/>. Without a database it names the options' one.</summary>
    public string ConnectionString(string role, string? database = null) => new DbConnectionStringBuilder
    {
        ["Host"] = "127.0.0.1",
        ["Port"] = Port.ToString(CultureInfo.InvariantCulture),
        ["Database"] = database ?? databaseName,
        ["Username"] = role,
        ["Password"] = RolePassword(role),
        ["SSL Mode"] = "Disable",
    }.ConnectionString;

    /// <summary>The role's random password: made at the first call, the same in every process that uses this cluster.</summary>
    public string RolePassword(string role) => membership.Passwords.Of(role);

    /// <summary>Stops the server and starts it again on the same port: cleanly, or <paramref name="immediately"/> as in a crash (for tests of recovery).</summary>
    public Task RestartAsync(bool immediately, CancellationToken ct) => membership.RestartAsync(immediately, ct);

    /// <summary>Leaves the server. The last to leave stops it; a throw-away one is removed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref left, 1) == 0)
        {
            await membership.LeaveAsync();
        }
    }
}
