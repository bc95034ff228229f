using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Ledger;

/// <summary>A fund of the town's books, such as the water fund. Every posting sums to zero in each fund. Exactly one fund holds the pooled cash.</summary>
internal sealed class Fund : AggregateRoot
{
    /// <summary>The town's own code, unique.</summary>
    public required string Code { get; init; }
    public required string Name { get; set; }

    /// <summary>Cash, unapplied credit, deposits held and refunds payable sit in this fund.</summary>
    public bool IsPooledCash { get; init; }
}
