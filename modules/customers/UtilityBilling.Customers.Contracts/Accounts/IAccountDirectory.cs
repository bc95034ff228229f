namespace UtilityBilling.Customers.Accounts;

/// <summary>Short cards of accounts and occupancies for lists and letters of other modules: set-based, never one by one.</summary>
public interface IAccountDirectory
{
    Task<IReadOnlyDictionary<Guid, AccountCard>> ByOccupancyAsync(IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken = default);

    /// <summary>With the premise of the account's latest occupancy.</summary>
    Task<IReadOnlyDictionary<Guid, AccountCard>> ByAccountAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default);

    /// <summary>The account of a number as it stands on a stub, or of a legacy number; empty when there is none.</summary>
    Task<AccountCard?> FindAsync(string accountNumber, CancellationToken cancellationToken = default);

    /// <summary>The account of each number, as it stands on a stub, or of each legacy number; a number of nobody is left out.</summary>
    Task<IReadOnlyDictionary<string, Guid>> ByNumberAsync(IReadOnlyCollection<string> accountNumbers, CancellationToken cancellationToken = default);

    /// <summary>The service of each agreement.</summary>
    Task<IReadOnlyDictionary<Guid, string>> ServicesOfAgreementsAsync(IReadOnlyCollection<Guid> agreementIds, CancellationToken cancellationToken = default);
}

/// <param name="Address">The premise's service address, on one line.</param>
/// <param name="Mailing">Where bills go, as lines for a window envelope.</param>
/// <param name="Language"><c>en</c> or <c>es</c>.</param>
public sealed record AccountCard(
    Guid AccountId, Guid OccupancyId, Guid PremiseId, Guid CustomerId, string Number, string CustomerName, string Address, IReadOnlyList<string> Mailing, string Language, bool IsStaff, OccupancyStatus Status);
