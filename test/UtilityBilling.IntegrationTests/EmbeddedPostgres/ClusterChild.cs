using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using UtilityBilling.EmbeddedPostgres;

namespace UtilityBilling.IntegrationTests.EmbeddedPostgres;

/// <summary>
/// A second process that uses a cluster and can be killed: this test program again, which an environment variable turns into a
/// small host before it reaches its own start.
/// </summary>
internal sealed class ClusterChild : IDisposable
{
    private const string Variable = "UB_TEST_CLUSTER_CHILD";
    private readonly Process process;

    private ClusterChild(Process process, int port, string dataFolder)
    {
        this.process = process;
        Port = port;
        DataFolder = dataFolder;
    }

    public int Port { get; }

    public string DataFolder { get; }

    /// <summary>Starts the child; without a data folder it makes a throw-away cluster.</summary>
    public static async Task<ClusterChild> StartAsync(string root, string? dataDirectory, CancellationToken ct)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ClusterChild).Assembly.Location);
        }

        start.Environment[Variable] = $"{root}|{dataDirectory}";
        var process = Process.Start(start)!;
        var answer = (await process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException("The child ended without starting its cluster.")).Split('|');
        return new ClusterChild(process, int.Parse(answer[0], System.Globalization.CultureInfo.InvariantCulture), answer[1]);
    }

    /// <summary>Kills the child as an out-of-memory killer would.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        process.Kill();
        await process.WaitForExitAsync(ct);
    }

    /// <summary>Lets the child leave its cluster and end.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(ct);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    [ModuleInitializer]
    internal static void RunAsChild()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var root, var dataDirectory])
        {
            return;
        }

        var options = new EmbeddedPostgresOptions { RepositoryRoot = root, Durable = false, Throwaway = dataDirectory.Length == 0, DataDirectory = dataDirectory.Length == 0 ? null : dataDirectory };
        var server = EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine($"{server.Port}|{server.DataDirectory}");
        Console.In.ReadToEnd();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Environment.Exit(0);
    }
}
