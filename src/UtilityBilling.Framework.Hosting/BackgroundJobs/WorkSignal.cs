namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>Wakes this process's workers as soon as something was queued; other nodes find it at their next look.</summary>
public sealed class WorkSignal
{
    private TaskCompletionSource _woken = New();

    public void Wake() => Interlocked.Exchange(ref _woken, New()).TrySetResult();

    /// <summary>Waits until woken or until <paramref name="longest"/> has passed.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var woken = Volatile.Read(ref _woken).Task;
        await Task.WhenAny(woken, Task.Delay(longest, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
