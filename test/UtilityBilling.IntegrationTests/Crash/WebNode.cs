using System.Collections.Concurrent;
using System.Diagnostics;
using UtilityBilling.EmbeddedPostgres;

namespace UtilityBilling.IntegrationTests.Crash;

/// <summary>The real web host as a process of its own, with its workers and its clustered scheduler; it can be killed.</summary>
internal sealed class WebNode : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private WebNode(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public string Said => string.Join(Environment.NewLine, _said);

    /// <summary>Starts a node and waits until it serves. Its sessions on the server carry its name.</summary>
    public static async Task<WebNode> StartAsync(string name, string connectionString, TimeSpan deadAfter)
    {
        // Beside this program's own folder: artifacts/bin/<project>/<configuration>.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "UtilityBilling.Web", own.Name, "UtilityBilling.Web.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.Combine(RepositoryLocator.Find(), "src", "UtilityBilling.Web") };
        start.ArgumentList.Add(program);
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Urls"] = "http://127.0.0.1:0", ["ConnectionStrings__Default"] = $"{connectionString};Application Name={name}",
            ["BackgroundJobs__DeadAfter"] = deadAfter.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
        })
            start.Environment[key] = value;
        var node = new WebNode(name, new Process { StartInfo = start });
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node._process.OutputDataReceived += (_, line) => node.Hear(line.Data, ready);
        node._process.ErrorDataReceived += (_, line) => node.Hear(line.Data, ready);
        node._process.Start();
        node._process.BeginOutputReadLine();
        node._process.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(TimeSpan.FromSeconds(90));
            return node;
        }
        catch (TimeoutException)
        {
            var said = node.Said;
            node.Dispose();
            throw new InvalidOperationException($"The node did not start: {said}");
        }
    }

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
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is null)
            return;
        _said.Enqueue(line);
        if (line.StartsWith("UtilityBilling is ready", StringComparison.Ordinal))
            ready.TrySetResult();
    }
}
