using System.Diagnostics;

namespace UtilityBilling.EndToEndTests.Towns;

/// <summary>A clock that begins at a fixed day and runs: the town's file is due, and a browser's session lasts, whenever the tests run.</summary>
internal sealed class RunningClock(DateTimeOffset begin) : TimeProvider
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => begin + Stopwatch.GetElapsedTime(_started);
}
