using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>One cluster on disk and the server that serves it. Callers see to it that only one of them starts or stops at a time.</summary>
internal sealed class PostgresCluster(PostgresBinaries binaries, ServerAccount account, string dataFolder, ILogger logger)
{
    public const string Superuser = "postgres";
    private const int MaxStarts = 20;
    private const long LogLimitBytes = 10 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>SSLRequest of PostgreSQL's protocol: any server answers it with one letter, before any sign-in.</summary>
    private static readonly byte[] Knock = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

    public string DataFolder => dataFolder;

    public bool IsMade => File.Exists(Path.Combine(dataFolder, "PG_VERSION"));

    private string LogFile => Path.Combine(dataFolder, "server.log");

    /// <summary>Makes the cluster beside its place and moves it there, so that a killed <c>initdb</c> never leaves half a cluster.</summary>
    public async Task MakeAsync(string superuserPassword, bool durable, CancellationToken ct)
    {
        var parent = Path.GetDirectoryName(dataFolder)!;
        foreach (var leftover in Directory.EnumerateDirectories(parent, Path.GetFileName(dataFolder) + ".new-*"))
        {
            Directory.Delete(leftover, recursive: true);
        }

        var fresh = $"{dataFolder}.new-{Path.GetRandomFileName()}";
        var passwordFile = fresh + ".password";
        PrivateFiles.EnsureFolder(fresh);
        try
        {
            await account.OwnAsync(fresh, ct);
            PrivateFiles.WriteNew(passwordFile, superuserPassword);
            await account.OwnAsync(passwordFile, ct);
            string[] arguments =
            [
                "-D", fresh, "-U", Superuser, $"--pwfile={passwordFile}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C", "--data-checksums", .. durable ? Array.Empty<string>() : ["--no-sync"],
            ];
            var result = await account.RunAsync(binaries.Program("initdb"), arguments, TimeSpan.FromMinutes(3), ct);
            if (!result.Succeeded)
            {
                throw new EmbeddedPostgresException($"The database cluster could not be made in {dataFolder}: {result.Output}");
            }

            Directory.Move(fresh, dataFolder);
        }
        finally
        {
            File.Delete(passwordFile);
            if (Directory.Exists(fresh))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }
    }

    public PostmasterState State() => PostmasterFile.Read(dataFolder)?.StateOf(dataFolder) ?? PostmasterState.Absent;

    /// <summary>Waits until the server is ready or gone, and answers its port in the first case.</summary>
    public async Task<int?> FindRunningAsync(TimeSpan limit, CancellationToken ct)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit; await Task.Delay(Pause, ct))
        {
            var file = PostmasterFile.Read(dataFolder);
            switch (file?.StateOf(dataFolder) ?? PostmasterState.Absent)
            {
                case PostmasterState.Absent or PostmasterState.Stale:
                    return null;
                case PostmasterState.Ready when await AnswersAsync(file!.Port!.Value, ct):
                    return file.Port;
            }
        }

        throw new EmbeddedPostgresException(
            $"The database server of {dataFolder} runs but has not become ready within {limit.TotalSeconds:0} seconds. Its log is {LogFile}. End it (`pg_ctl stop -m fast`) and start again.");
    }

    /// <summary>Starts the server on a free port of the loopback address; a cluster that was killed is recovered by it.</summary>
    public async Task<int> StartAsync(EmbeddedPostgresOptions options, CancellationToken ct, int? fixedPort = null)
    {
        ForgetForeignProcess();
        RotateLog();
        for (var attempt = 1; ; attempt++)
        {
            var port = fixedPort ?? FreePort();
            var logStart = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;
            var seconds = ((int)options.StartTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var result = await account.RunAsync(
                binaries.Program("pg_ctl"),
                ["start", "-s", "-w", "-t", seconds, "-D", dataFolder, "-l", LogFile, "-o", ServerSettings.CommandLine(options, port)],
                options.StartTimeout + TimeSpan.FromSeconds(15),
                ct,
                // On Windows the server inherits our pipes and reading them would never end.
                capture: !OperatingSystem.IsWindows());
            if (result.Succeeded)
            {
                return port;
            }

            var said = ReadLogFrom(logStart);
            if (attempt == MaxStarts || !IsPassing(said))
            {
                throw new EmbeddedPostgresException($"The database server of {dataFolder} did not start. {result.Output}{Environment.NewLine}{said}".TrimEnd());
            }

            logger.LogInformation("The database server did not start at once ({Reason}); trying again", said.Split('\n')[0].Trim());
            await Task.Delay(Pause * 5, ct);
        }
    }

    /// <summary>Stops the server: cleanly with a checkpoint, or at once as a power cut would.</summary>
    public async Task StopAsync(bool immediately, CancellationToken ct)
    {
        if (State() is PostmasterState.Absent or PostmasterState.Stale)
        {
            return;
        }

        var result = await account.RunAsync(
            binaries.Program("pg_ctl"),
            ["stop", "-s", "-w", "-t", "60", "-D", dataFolder, "-m", immediately ? "immediate" : "fast"],
            TimeSpan.FromSeconds(75),
            ct);
        if (!result.Succeeded && State() is not (PostmasterState.Absent or PostmasterState.Stale))
        {
            throw new EmbeddedPostgresException($"The database server of {dataFolder} did not stop: {result.Output}");
        }
    }

    /// <summary>Another port's user, or back ends of a killed server that are still going: both pass by themselves.</summary>
    private static bool IsPassing(string log) =>
        log.Contains("could not bind", StringComparison.Ordinal)
        || log.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal)
        || log.Contains("pre-existing shared memory block", StringComparison.Ordinal)
        || log.Contains("is the old server", StringComparison.Ordinal);

    /// <summary>
    /// After a power cut the number in <c>postmaster.pid</c> may belong to any process, and PostgreSQL would take it for a server. A file
    /// whose process is gone stays: PostgreSQL recovers from it itself and first looks there for surviving back ends.
    /// </summary>
    private void ForgetForeignProcess()
    {
        if (PostmasterFile.Read(dataFolder) is not { } file || file.StateOf(dataFolder) != PostmasterState.Stale)
        {
            return;
        }

        logger.LogWarning("The database server of {DataFolder} was killed the last time; the cluster is recovered now", dataFolder);
        if (IsAlive(file.ProcessId))
        {
            File.Delete(Path.Combine(dataFolder, PostmasterFile.Name));
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void RotateLog()
    {
        if (File.Exists(LogFile) && new FileInfo(LogFile).Length > LogLimitBytes)
        {
            File.Move(LogFile, LogFile + ".1", overwrite: true);
        }
    }

    private string ReadLogFrom(long start)
    {
        const int most = 4000;
        if (!File.Exists(LogFile))
        {
            return "";
        }

        using var log = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Seek(Math.Max(start, log.Length - most), SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd().Trim();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            await client.GetStream().WriteAsync(Knock, limit.Token);
            var answer = new byte[1];
            return await client.GetStream().ReadAsync(answer, limit.Token) == 1 && answer[0] is (byte)'S' or (byte)'N';
        }
        catch (Exception silent) when (silent is SocketException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
