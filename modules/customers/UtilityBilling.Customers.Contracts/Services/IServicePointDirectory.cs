namespace UtilityBilling.Customers.Services;

/// <summary>Where meters stand and whose they are: service points with address, walk and the account in force on a day. Set-based, for Metering's files and lists.</summary>
public interface IServicePointDirectory
{
    /// <summary>The service points of a cycle, of all cycles when null.</summary>
    Task<IReadOnlyList<ServicePointCard>> ListAsync(Guid? cycleId, DateOnly asOf, CancellationToken cancellationToken = default);

    Task<IReadOnlyDictionary<Guid, ServicePointCard>> ByIdsAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly asOf, CancellationToken cancellationToken = default);

    /// <summary>The service points of an account's premises while it lived there.</summary>
    Task<IReadOnlyList<ServicePointCard>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default);
}

/// <param name="Service">For example <c>water</c>.</param>
/// <param name="Sequence">Place in the walk of the route.</param>
/// <param name="Address">The premise's service address, on one line.</param>
/// <param name="AccountNumber">The account served on the day asked for; empty when nobody is.</param>
/// <param name="UnservedSince">Since when nobody has service there on that day: the place is vacant, or the service is stopped for a time. Empty while somebody has.</param>
public sealed record ServicePointCard(
    Guid Id, Guid PremiseId, string Service, Guid CycleId, Guid RouteId, int Sequence, ServicePointState State, string? Location, string Address, Guid? AccountId, string? AccountNumber, string? CustomerName, DateOnly? UnservedSince);
