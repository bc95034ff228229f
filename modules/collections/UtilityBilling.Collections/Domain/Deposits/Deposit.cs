using UtilityBilling.Domain;

namespace UtilityBilling.Collections.Deposits;

/// <summary>A customer's deposit that the town holds: a liability, never income.</summary>
internal sealed class Deposit : AppendOnlyEntity
{
    public required Guid AccountId { get; init; }
    public required decimal Amount { get; init; }
    public required DateOnly TakenOn { get; init; }
    public string? ReceiptNote { get; init; }
    public required Guid JournalId { get; init; }
}

/// <summary>A deposit, or part of it, applied to the account or owed back to the customer. The parts never exceed the deposit.</summary>
internal sealed class DepositEvent : AppendOnlyEntity
{
    public required Guid DepositId { get; init; }
    public required DepositEventKind Kind { get; init; }
    public required decimal Amount { get; init; }
    public required DateOnly On { get; init; }
    public required Guid JournalId { get; init; }

    /// <summary>The credit that an applied part became.</summary>
    public Guid? CreditId { get; init; }
}

internal enum DepositEventKind { Applied, Refunded }
