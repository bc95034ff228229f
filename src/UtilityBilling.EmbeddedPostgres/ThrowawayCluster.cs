using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>
/// A cluster of this process alone. A watchdog waits on a pipe from us: the pipe closes when we leave and also when we are killed,
/// and then the watchdog stops the server and removes the folder.
/// </summary>
internal sealed class ThrowawayCluster : IClusterMembership
{
    private const string UnixScript = """
        trap '' INT HUP TERM
        exec >/dev/null 2>&1
        while read -r line; do :; done
        for attempt in 1 2 3; do
          "$1" stop -m immediate -w -t 10 -D "$2" && break
          sleep 0.3
        done
        rm -rf "$3"
        """;

    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(30);
    private readonly PostgresCluster cluster;
    private readonly EmbeddedPostgresOptions options;
    private readonly Process watchdog;

    private ThrowawayCluster(PostgresCluster cluster, EmbeddedPostgresOptions options, int majorVersion, Process watchdog)
    {
        this.cluster = cluster;
        this.options = options;
        this.watchdog = watchdog;
        MajorVersion = majorVersion;
    }

    public int Port { get; private set; }

    public int MajorVersion { get; }

    public string DataFolder => cluster.DataFolder;

    public PasswordStore Passwords { get; } = new(folder: null);

    public static async Task<ThrowawayCluster> StartAsync(EmbeddedPostgresOptions options, ClusterHome home, ILogger logger, CancellationToken ct)
    {
        var binaries = await home.ReachableBinariesAsync(ct);
        var folder = await home.NewTemporaryFolderAsync(ct);
        var dataFolder = Path.Combine(folder, $"postgres-{binaries.Major}");
        var cluster = new PostgresCluster(binaries, home.Account, dataFolder, logger);
        // The watchdog comes first: there is no moment at which our death would leave something behind.
        var server = new ThrowawayCluster(cluster, options, binaries.Major, Watch(home.Account, binaries, dataFolder, folder));
        try
        {
            await cluster.MakeAsync(server.Passwords.Of(PostgresCluster.Superuser), options.IsDurable, ct);
            server.Port = await cluster.StartAsync(options, ct);
            return server;
        }
        catch
        {
            await server.LeaveAsync();
            throw;
        }
    }

    public async Task RestartAsync(bool immediately, CancellationToken ct)
    {
        await cluster.StopAsync(immediately, ct);
        await cluster.StartAsync(options, ct, Port);
    }

    public async ValueTask LeaveAsync()
    {
        using (watchdog)
        {
            watchdog.StandardInput.Close();
            using var limit = new CancellationTokenSource(LeaveLimit);
            await watchdog.WaitForExitAsync(limit.Token);
        }
    }

    private static Process Watch(ServerAccount account, PostgresBinaries binaries, string dataFolder, string folder)
    {
        var control = binaries.Program("pg_ctl");
        return OperatingSystem.IsWindows()
            ? Process.Start(new ProcessStartInfo("cmd.exe")
            {
                Arguments = $"/d /s /c \"findstr /v /r . >nul & \"{control}\" stop -m immediate -w -t 10 -D \"{dataFolder}\" >nul 2>&1 & rmdir /s /q \"{folder}\"\"",
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
            })!
            : account.Start("/bin/sh", ["-c", UnixScript, "watchdog", control, dataFolder, folder], capture: false);
    }
}
