using System.Diagnostics;

namespace UtilityBilling.Benchmarks;

/// <summary>One step of a run: what it took, and how many rows it wrote.</summary>
public sealed record PhaseFigures(string Phase, double Seconds, double ClientCpuSeconds, double DatabaseCpuSeconds, long Rows, double RowsPerSecond);

/// <summary>Times steps, and notes the largest working set of this process while they ran.</summary>
internal sealed class Phases(CpuClock clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly List<PhaseFigures> _all = [];

    public IReadOnlyList<PhaseFigures> All => _all;

    public double PeakMemoryMiB { get; private set; }

    public double Seconds => _all.Sum(p => p.Seconds);

    public double CpuSeconds => _all.Sum(p => p.ClientCpuSeconds + p.DatabaseCpuSeconds);

    public async Task<T> RunAsync<T>(string phase, Func<Task<T>> work, Func<T, Task<long>> rows)
    {
        var before = clock.Now();
        var watch = Stopwatch.StartNew();
        T result;
        using (var stop = new CancellationTokenSource())
        {
            var watching = WatchAsync(stop.Token);
            result = await work();
            watch.Stop();
            await stop.CancelAsync();
            await watching;
        }
        var spent = clock.Now() - before;
        var written = await rows(result);
        var seconds = watch.Elapsed.TotalSeconds;
        _all.Add(new PhaseFigures(phase, Math.Round(seconds, 2), Math.Round(spent.Client, 2), Math.Round(spent.Database, 2), written, Math.Round(written / seconds)));
        return result;
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        using var self = Process.GetCurrentProcess();
        do
        {
            self.Refresh();
            PeakMemoryMiB = Math.Max(PeakMemoryMiB, Math.Round(self.WorkingSet64 / 1048576.0));
        }
        while (!await Task.Delay(Interval, stop).ContinueWith(t => t.IsCanceled, TaskScheduler.Default));
    }
}
