namespace UtilityBilling.Metering.ReadImports;

/// <summary>How far the reading of a cycle is, for whoever waits for it.</summary>
public interface IReadingStanding
{
    /// <summary>The files of the cycle with reads after <paramref name="after"/> and through <paramref name="through"/>, and what still waits of them.</summary>
    Task<ReadingStanding> OfCycleAsync(Guid cycleId, DateOnly after, DateOnly through, CancellationToken cancellationToken = default);
}

/// <param name="Files">Imported and not reversed.</param>
/// <param name="LastByName">Who brought in the last one.</param>
/// <param name="Waiting">Doubtful and missing reads that nobody has decided on.</param>
public sealed record ReadingStanding(int Files, string? LastByName, DateTimeOffset? LastAt, int Waiting);
