namespace UtilityBilling.Customers.Accounts;

/// <summary>Tells who gets a statement of which account, where, how and in which language (CA-06). Set-based.</summary>
public interface IStatementRecipients
{
    /// <summary>
    /// The recipients of statements for these occupancies as of a day: of each account the payer first, then the owners who get copies of bills, then third parties.
    /// An owner of several of an account's premises gets one copy.
    /// </summary>
    Task<ILookup<Guid, StatementRecipient>> ByAccountAsync(IReadOnlyCollection<Guid> occupancyIds, DateOnly day, CancellationToken cancellationToken = default);
}

/// <summary>Somebody who gets a statement.</summary>
/// <param name="AddressLines">Name and address as the post office wants them. Only the name where no address is known: nothing can be mailed then.</param>
/// <param name="Zip">Five or nine digits, with their hyphen; empty where none is known.</param>
/// <param name="Delivery">E-mail alone only where there is an address for it.</param>
/// <param name="Language"><c>en</c>, <c>es</c> or <c>both</c>.</param>
public sealed record StatementRecipient(
    Guid AccountId, RecipientKind Kind, string Name, IReadOnlyList<string> AddressLines, string? Zip, StatementDelivery Delivery, string? Email, string Language);
