using Microsoft.Extensions.Logging;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>
/// The cluster of a clone, used by Web, <c>ub</c> and whoever else at once. Two locks: <c>gate</c> is held exclusively while somebody
/// starts or stops; <c>users</c> is held shared by everybody who uses the server. Who can take <c>users</c> exclusively is the last.
/// </summary>
internal sealed class SharedCluster : IClusterMembership
{
    private const int LastUserAttempts = 3;
    private readonly PostgresCluster cluster;
    private readonly EmbeddedPostgresOptions options;
    private readonly string gatePath;
    private readonly string usersPath;
    private readonly FileLock use;
    private readonly bool leaveRunning;
    private readonly ILogger logger;

    private SharedCluster(PostgresCluster cluster, EmbeddedPostgresOptions options, (string Gate, string Users) locks, FileLock use, bool leaveRunning, ILogger logger)
    {
        this.cluster = cluster;
        this.options = options;
        (gatePath, usersPath) = locks;
        this.use = use;
        this.leaveRunning = leaveRunning;
        this.logger = logger;
    }

    public required int Port { get; init; }

    public required int MajorVersion { get; init; }

    public required PasswordStore Passwords { get; init; }

    public string DataFolder => cluster.DataFolder;

    public static async Task<SharedCluster> JoinAsync(EmbeddedPostgresOptions options, ClusterHome home, ILogger logger, CancellationToken ct)
    {
        var name = $"postgres-{home.Binaries.Major}";
        var place = Path.Combine(home.StateFolder, name);
        (string Gate, string Users) locks = (place + ".gate", place + ".users");
        PrivateFiles.EnsureFolder(home.StateFolder, othersMayPass: home.Account.IsOther);
        var passwords = new PasswordStore(place + ".secrets");
        using var gate = await FileLock.TakeExclusiveAsync(locks.Gate, options.StartTimeout, ct);
        var cluster = new PostgresCluster(await home.ReachableBinariesAsync(ct), home.Account, Path.Combine(await home.ClusterFolderAsync(ct), name), logger);
        RequirePassword(cluster, passwords, place);
        var running = await cluster.FindRunningAsync(options.StartTimeout, ct);
        var foundWithoutUsers = running is not null && HasNoUsers(locks.Users);
        if (running is null)
        {
            await EnsureMadeAsync(cluster, home, passwords, options, logger, ct);
        }

        var port = running ?? await cluster.StartAsync(options, ct);
        logger.LogInformation(
            "PostgreSQL {Major} {Act} on 127.0.0.1:{Port}, cluster {DataFolder}", home.Binaries.Major, running is null ? "started" : "joined", port, cluster.DataFolder);
        var use = FileLock.TryTakeShared(locks.Users) ?? throw new EmbeddedPostgresException($"{locks.Users} is held by a process that is no user of the database. End it and start again.");
        return new SharedCluster(cluster, options, locks, use, foundWithoutUsers && options.LeaveAdoptedRunning, logger) { Port = port, MajorVersion = home.Binaries.Major, Passwords = passwords };
    }

    public async Task RestartAsync(bool immediately, CancellationToken ct)
    {
        using var gate = await FileLock.TakeExclusiveAsync(gatePath, options.StartTimeout, ct);
        await cluster.StopAsync(immediately, ct);
        await cluster.StartAsync(options, ct, Port);
    }

    public async ValueTask LeaveAsync()
    {
        using var gate = await FileLock.TakeExclusiveAsync(gatePath, options.StartTimeout, CancellationToken.None);
        use.Dispose();
        if (leaveRunning || !await IsLastAsync())
        {
            return;
        }

        await cluster.StopAsync(immediately: false, CancellationToken.None);
        logger.LogInformation("PostgreSQL on 127.0.0.1:{Port} stopped", Port);
    }

    private static async Task EnsureMadeAsync(
        PostgresCluster cluster, ClusterHome home, PasswordStore passwords, EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        if (cluster.IsMade)
        {
            await home.RequireOwnAsync(cluster.DataFolder, ct);
            return;
        }

        if (Directory.Exists(cluster.DataFolder) && Directory.EnumerateFileSystemEntries(cluster.DataFolder).Any())
        {
            throw new EmbeddedPostgresException($"{cluster.DataFolder} is no PostgreSQL cluster, yet it holds files. Move it away and start again.");
        }

        if (Directory.Exists(cluster.DataFolder))
        {
            Directory.Delete(cluster.DataFolder);
        }

        logger.LogInformation("Making a PostgreSQL {Major} cluster in {DataFolder}", home.Binaries.Major, cluster.DataFolder);
        await cluster.MakeAsync(passwords.Of(PostgresCluster.Superuser), options.IsDurable, ct);
    }

    private static void RequirePassword(PostgresCluster cluster, PasswordStore passwords, string place)
    {
        if (cluster.IsMade && !passwords.Has(PostgresCluster.Superuser))
        {
            throw new EmbeddedPostgresException(
                $"The passwords of the cluster {cluster.DataFolder} are missing from {place}.secrets. Bring that folder back, or move the cluster away so that a new one is made.");
        }
    }

    private static bool HasNoUsers(string usersPath)
    {
        using var alone = FileLock.TryTakeExclusive(usersPath);
        return alone is not null;
    }

    /// <summary>Asked more than once: a child process that is just being started holds our lock for a moment longer.</summary>
    private async Task<bool> IsLastAsync()
    {
        for (var attempt = 1; attempt <= LastUserAttempts; attempt++)
        {
            if (HasNoUsers(usersPath))
            {
                return true;
            }

            await Task.Delay(20);
        }

        return false;
    }
}
