namespace UtilityBilling.Customers.Moves;

/// <summary>What a move-out would do, before it is done.</summary>
/// <param name="Services">The services that end.</param>
/// <param name="Programs">The account's own enrolments that end here, or go on where it lives next.</param>
/// <param name="Mailing">Where the final bill goes, as lines of an envelope; empty for the account's own address.</param>
/// <param name="Deposit">Held on the account; the final bill settles it.</param>
public sealed record MoveOutEffect(
    string Address, DateOnly On, IReadOnlyList<string> Services, IReadOnlyList<string> Programs, IReadOnlyList<string> Mailing, decimal Deposit, MoveOutFollower Follower, IReadOnlyList<FinalReadEffect> Reads);

/// <summary>Who is billed from the day on.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="AccountNumber">Of the landlord or of the next occupant.</param>
/// <param name="Until">Until when the landlord is billed, where the next occupant is known.</param>
/// <param name="Fee">What the landlord is charged for the reversion; 0 for nothing.</param>
public sealed record MoveOutFollower(FollowerKind Kind, string? AccountNumber = null, string? Name = null, DateOnly? Until = null, decimal Fee = 0m);

public enum FollowerKind
{
    /// <summary>Nobody: the place stands empty and nobody pays.</summary>
    Nobody,

    /// <summary>Somebody has signed up from that day on.</summary>
    NextOccupant,

    /// <summary>The landlord, by agreement.</summary>
    Landlord,

    /// <summary>Nobody: service is shut off, by agreement with the landlord.</summary>
    ShutOff,
}

/// <param name="Meaning">Empty where the meter is still to be read, or was read on the day.</param>
public sealed record FinalReadEffect(FinalReadPlace Place, decimal? Value, FinalReadMeaning? Meaning);

/// <summary>What taking a move-out back would do.</summary>
/// <param name="Voided">Who signed up for the place since, and would be voided: number and name.</param>
public sealed record UndoMoveOutEffect(Guid OccupancyId, string Address, DateOnly From, DateOnly To, IReadOnlyList<string> Voided, uint Version);

/// <summary>What is held of an account's money as a deposit. The module that keeps deposits implements it.</summary>
public interface IHeldDeposits
{
    Task<decimal> HeldAsync(Guid accountId, CancellationToken cancellationToken = default);
}

/// <summary>Whether a bill was cut off by the end of an occupancy, so that the end stands. The module that bills implements it.</summary>
public interface IBilledEnds
{
    Task<BilledEnd> OfAsync(Guid occupancyId, DateOnly end, CancellationToken cancellationToken = default);
}

public enum BilledEnd
{
    No,

    /// <summary>A run that is not posted yet has counted it.</summary>
    InRun,

    Billed,
}
