namespace UtilityBilling.Timing;

/// <summary>A clock that stands where it is put: the history of a demo town is made on the days it tells of.</summary>
public sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves forward; a clock that went back would put effects before their causes.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        if (instant.UtcTicks < Interlocked.Read(ref _ticks))
            throw new InvalidOperationException("A demo's clock goes forward only.");
        Interlocked.Exchange(ref _ticks, instant.UtcTicks);
    }
}
