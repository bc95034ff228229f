namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Changes of sewer volumes that the town and its partner city send each other, in one layout: account, service address, old value, new value, effective date.</summary>
public interface IWinterAverageExchange
{
    /// <summary>
    /// Makes a batch in review of a partner's CSV file: what each line changes, what that does to a bill, and the lines that were refused with their reasons. The
    /// same file is taken once. All lines take effect on the date of the first.
    /// </summary>
    Task<Guid> ImportAsync(Stream content, string fileName, string service, CancellationToken cancellationToken = default);

    /// <summary>Our own changes that came in force from a day to another, both counted; what the partner sent is left out.</summary>
    Task<IReadOnlyList<WinterExchangeRow>> ChangesAsync(string service, DateOnly from, DateOnly through, CancellationToken cancellationToken = default);
}

/// <summary>One change as the partner gets it.</summary>
public sealed record WinterExchangeRow(string AccountNumber, string Address, decimal? OldValue, decimal NewValue, DateOnly EffectiveFrom);
