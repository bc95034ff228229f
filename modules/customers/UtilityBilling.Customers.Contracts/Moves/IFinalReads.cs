namespace UtilityBilling.Customers.Moves;

/// <summary>The final reads of a move-out. The module that keeps reads implements it; where none does, nothing is read.</summary>
public interface IFinalReads
{
    /// <summary>What is installed at the service points on the day, with the last read before it and the one of the day, if there is one.</summary>
    Task<IReadOnlyList<FinalReadPlace>> PlacesAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly on, CancellationToken cancellationToken = default);

    /// <summary>Says "not there" unless the registers are the town's.</summary>
    Task RequireAsync(IReadOnlyCollection<Guid> registerIds, CancellationToken cancellationToken = default);

    /// <summary>What a value would mean, by the checks of every read.</summary>
    Task<FinalReadMeaning> CheckAsync(FinalRead read, CancellationToken cancellationToken = default);

    /// <summary>Enters it. A doubtful one needs to be confirmed.</summary>
    Task EnterAsync(FinalRead read, CancellationToken cancellationToken = default);

    /// <summary>Sends somebody to read the meters on the day: they stand in the list of what is in the field.</summary>
    Task RequestAsync(IReadOnlyCollection<Guid> registerIds, DateOnly on, string reason, CancellationToken cancellationToken = default);

    /// <summary>Nobody needs to read them any more.</summary>
    Task WithdrawAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly on, string reason, CancellationToken cancellationToken = default);
}

/// <param name="OnTheDay">What the register showed on the day, where it was read already.</param>
public sealed record FinalReadPlace(Guid RegisterId, Guid ServicePointId, string MeterSerial, string RegisterNumber, string Unit, DateOnly? PreviousDate, decimal? PreviousValue, decimal? OnTheDay);

public sealed record FinalRead(Guid RegisterId, DateOnly On, decimal Value, string Reason, bool Confirmed);

/// <param name="Usage">Since the last read, in the register's unit; empty when it cannot be believed.</param>
/// <param name="Findings">What the checks say, in the reader's language.</param>
public sealed record FinalReadMeaning(decimal? Usage, int? Days, string Unit, bool IsDoubtful, IReadOnlyList<string> Findings);
