using UtilityBilling.Domain;

namespace UtilityBilling.Collections.Receipts;

/// <summary>Money taken, as the customer's paper says it. Its number has no gap within its series; the same key posts it once. A void is a row of its own.</summary>
internal sealed class Receipt : AppendOnlyEntity
{
    public required string Series { get; init; }
    public required long Number { get; init; }
    public required DateOnly BusinessDate { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required Guid ReceivedBy { get; init; }
    public required string ReceivedByName { get; init; }
    public string? PayerName { get; init; }
    public required decimal Total { get; init; }

    /// <summary>Made by the form; the second press of the same button finds the first receipt.</summary>
    public required Guid IdempotencyKey { get; init; }

    /// <summary>SHA-256 of what was asked for, so that the same key with another content is refused.</summary>
    public required string RequestDigest { get; init; }
    public required Guid JournalId { get; init; }
}

/// <summary>Whose account got how much of a receipt, and the credit that it became.</summary>
internal sealed class ReceiptLine : ChildRow
{
    public required Guid ReceiptId { get; init; }
    public required int N { get; init; }
    public required Guid AccountId { get; init; }
    public required decimal Amount { get; init; }
    public required Guid CreditId { get; init; }
}

/// <summary>In what the money came.</summary>
internal sealed class ReceiptTender : ChildRow
{
    public required Guid ReceiptId { get; init; }
    public required int N { get; init; }
    public required TenderKind Kind { get; init; }
    public required decimal Amount { get; init; }

    /// <summary>Check number or terminal reference; never a card number.</summary>
    public string? Reference { get; init; }
}

/// <summary>A receipt taken back, once, by two people.</summary>
internal sealed class ReceiptVoid : AppendOnlyEntity
{
    public required Guid ReceiptId { get; init; }
    public required Guid RequestedBy { get; init; }
    public required Guid ApprovedBy { get; init; }
    public required string Reason { get; init; }
    public required Guid JournalId { get; init; }
    public required DateTimeOffset VoidedAt { get; init; }
}

/// <summary>Somebody asks for a receipt to be taken back; a second person decides.</summary>
internal sealed class ReceiptVoidRequest : AggregateRoot
{
    public required Guid ReceiptId { get; init; }
    public required Guid RequestedBy { get; init; }
    public required string RequestedByName { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required string Reason { get; init; }
    public VoidRequestState State { get; set; } = VoidRequestState.Requested;
}

internal enum VoidRequestState { Requested, Approved, Declined }
