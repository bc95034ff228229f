namespace UtilityBilling.Metering.Usage;

/// <summary>Registered usage for bills: the accepted reads of service points, and what is still open about them.</summary>
public interface IUsageIntegrationService
{
    /// <summary>
    /// The accepted reads dated after <paramref name="after"/> and not after <paramref name="through"/>, by service point. A service point without a meter in
    /// that time is left out of the answer.
    /// </summary>
    Task<IReadOnlyDictionary<Guid, ServicePointUsage>> LoadAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly after, DateOnly through, CancellationToken cancellationToken = default);

    /// <summary>The usage of a service point in its last reads, newest first: the 13-month graph and the winter average.</summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<UsageSegment>>> HistoryAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly after, DateOnly through, CancellationToken cancellationToken = default);
}

/// <summary>Whether a service point's usage may be billed.</summary>
public enum UsageState
{
    /// <summary>Every register has an accepted read and nothing is open.</summary>
    Complete,

    /// <summary>A register has no read.</summary>
    MissingRead,

    /// <summary>A doubtful read waits for a decision.</summary>
    OpenException,

    /// <summary>Somebody put the bill on hold until a day.</summary>
    Held,
}

/// <param name="Registers">Every register that counted at the point in that time.</param>
public sealed record ServicePointUsage(
    Guid ServicePointId, string MeterSize, UsageState State, DateOnly? HeldUntil, string? Reason, IReadOnlyList<UsageSegment> Segments, IReadOnlyList<RegisterSpan> Registers);

/// <summary>The days on which a register stood at a service point: <paramref name="From"/> with its in-read, to <paramref name="To"/> with its out-read.</summary>
public sealed record RegisterSpan(Guid RegisterId, DateOnly From, DateOnly? To);

/// <summary>The stretch between two reads of one register.</summary>
/// <param name="From">Date of the earlier read.</param>
/// <param name="To">Date of the later read.</param>
/// <param name="Usage">Registered usage times the multiplier, in <paramref name="Unit"/>.</param>
/// <param name="Unit">ccf, cf, gal, kgal or m3.</param>
/// <param name="Kind">How the later read came to be.</param>
public sealed record UsageSegment(
    Guid RegisterId, Guid ReadId, Guid? PreviousReadId, string MeterSerial, DateOnly From, DateOnly To, decimal PreviousValue, decimal Value, decimal Usage, string Unit, ReadKind Kind);

/// <summary>Puts bills right whose estimated reads were superseded, because a later reading proved them too high. Billing answers, in the same transaction.</summary>
public interface IOverestimateBills
{
    /// <summary>Prepares a run that takes the bills that stand on these reads back and bills them anew. Another person approves it.</summary>
    Task RebillAsync(IReadOnlyCollection<Guid> readIds, string reason, CancellationToken cancellationToken = default);

    /// <summary>Asks for an adjustment of each of their charges that the reads now accepted would change. Another person approves it.</summary>
    Task CreditAsync(IReadOnlyCollection<Guid> readIds, string reason, CancellationToken cancellationToken = default);
}

/// <summary>Tells which reads bills have used, so that none of them is touched. Billing answers.</summary>
public interface IBilledReads
{
    Task<IReadOnlySet<Guid>> FilterBilledAsync(IReadOnlyCollection<Guid> readIds, CancellationToken cancellationToken = default);
}
