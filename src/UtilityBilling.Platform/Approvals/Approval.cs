using UtilityBilling.Domain;

namespace UtilityBilling.Platform.Approvals;

/// <summary>An act that waits for a second person. Whoever prepared it can never decide it; the database refuses that too.</summary>
internal sealed class Approval : AggregateRoot
{
    /// <summary>Which act, for example <c>Billing.BillRun</c>.</summary>
    public required string Kind { get; init; }

    public required Guid RecordId { get; init; }

    /// <summary>One sentence of effect before and after.</summary>
    public required string Summary { get; init; }

    /// <summary>The money that moves, in the town's currency.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The same in cents, to sort and filter by.</summary>
    public long? AmountCents { get; init; }

    public required Guid PreparedBy { get; init; }
    public required string PreparedByName { get; init; }
    public required DateTimeOffset PreparedAt { get; init; }
    public ApprovalState State { get; set; } = ApprovalState.Open;
    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? Reason { get; set; }
}

internal enum ApprovalState
{
    Open,
    Approved,
    Declined,

    /// <summary>Asked for again after a change; the newer request counts.</summary>
    Replaced,
}
