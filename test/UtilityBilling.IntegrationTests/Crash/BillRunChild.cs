using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using UtilityBilling.TestBase;

namespace UtilityBilling.IntegrationTests.Crash;

/// <summary>
/// A worker that can be killed: this test program again, which an environment variable turns into a process that does one bill run and nothing else. It waits for
/// its turn, says on its output what it is at, and goes on by itself when the database was away.
/// </summary>
internal sealed class BillRunChild : IDisposable
{
    private const string Variable = "UB_TEST_BILL_RUN_CHILD";

    private readonly Process _process;
    private readonly BlockingCollection<string> _said = [];

    private BillRunChild(Process process) => _process = process;

    /// <summary>Starts a worker that has made itself ready and waits. Each has ids of its own.</summary>
    public static BillRunChild Start(string connectionString, Guid run, int number)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(BillRunChild).Assembly.Location);
        start.Environment[Variable] = $"{run}|{number.ToString(CultureInfo.InvariantCulture)}|{connectionString}";
        // Shorter lives are better served by code that is compiled quickly.
        start.Environment["DOTNET_TieredPGO"] = "0";
        var child = new BillRunChild(Process.Start(start)!);
        child._process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                child._said.Add(text);
        };
        child._process.BeginOutputReadLine();
        return child;
    }

    public void Go() => _process.StandardInput.WriteLine("go");

    /// <summary>The next thing said within the time; nothing when it was silent.</summary>
    public string? Listen(TimeSpan longest)
    {
        if (!_said.TryTake(out var line, longest < TimeSpan.Zero ? TimeSpan.Zero : longest))
            return _process.HasExited && _said.Count == 0 ? throw new InvalidOperationException("The worker ended by itself.") : null;
        return line.StartsWith(BillRunWorker.Broken, StringComparison.Ordinal) ? throw new InvalidOperationException($"The worker gave up: {line[BillRunWorker.Broken.Length..]}") : line;
    }

    /// <summary>SIGKILL: nothing of it runs any more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        _said.Dispose();
    }

    [ModuleInitializer]
    internal static void RunAsChild()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|', 3) is not [var run, var number, var connectionString])
            return;
        // The work is another assembly's: this one's types are closed to other threads until its initialiser is through.
        BillRunWorker.RunAsync(connectionString, Guid.Parse(run), number).GetAwaiter().GetResult();
        Environment.Exit(0);
    }
}
