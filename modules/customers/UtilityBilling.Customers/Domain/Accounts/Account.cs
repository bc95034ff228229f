using UtilityBilling.Customers.Notes;
using UtilityBilling.Domain;

namespace UtilityBilling.Customers;

/// <summary>The payer's standing with the city: a number for life, and a balance. A customer who moves keeps it.</summary>
internal sealed class Account : AggregateRoot
{
    public required string Number { get; init; }
    public required Guid CustomerId { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public StatementDelivery Delivery { get; set; }

    /// <summary>Where this account's mail goes when it is not the customer's own address.</summary>
    public string? Attention { get; set; }
    public string? MailingLine1 { get; set; }
    public string? MailingLine2 { get; set; }
    public string? MailingCity { get; set; }
    public string? MailingState { get; set; }
    public string? MailingZip { get; set; }

    public string? LegacySystem { get; set; }
    public string? LegacyId { get; set; }
}

/// <summary>A third party who gets an account's bills or notices beside its payer, for a time. Ended, never deleted: what was sent when stays known.</summary>
internal sealed class AccountRecipient : AggregateRoot
{
    public required Guid AccountId { get; init; }
    public required string Name { get; init; }
    public string? Line1 { get; init; }
    public string? Line2 { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public string? Zip { get; init; }
    public string? Email { get; init; }

    /// <summary><c>en</c>, <c>es</c> or <c>both</c>.</summary>
    public required string Language { get; init; }

    public required bool GetsBills { get; init; }
    public required bool GetsNotices { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The first day on which nothing is sent any more.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Who asked for it, and why.</summary>
    public required string Reason { get; init; }
}

/// <summary>An account that a person who works here answers for at home: they post nothing to it, and change nothing of it.</summary>
internal sealed class OwnAccount : ChildRow
{
    public required Guid AccountId { get; init; }
    public required Guid UserId { get; init; }
}

/// <summary>An account at a premise for a time. Move-in, move-out and final bills act on it; on a move day the newcomer pays.</summary>
internal sealed class Occupancy : AggregateRoot
{
    public required Guid AccountId { get; init; }
    public required Guid PremiseId { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The first day that is no longer this account's; empty while it lives there.</summary>
    public DateOnly? To { get; set; }

    public OccupancyRole Role { get; set; }
    public OccupancyStatus Status { get; set; }

    /// <summary>How far collection has gone; <c>none</c> while nothing is late.</summary>
    public required string CollectionStage { get; set; }

    public OwnerCopy OwnerCopy { get; set; }

    /// <summary>Where the final bill goes, as lines of an envelope; empty for the account's own address.</summary>
    public string? ForwardingAddress { get; set; }

    public string? EndReason { get; set; }

    /// <summary>The landlord's agreement by which service came back to this account; empty where somebody signed up.</summary>
    public Guid? ReversionId { get; init; }

    /// <summary>Why service was opened despite an old debt, and by whom.</summary>
    public string? OverrideReason { get; set; }
    public Guid? OverrideBy { get; set; }
}

/// <summary>A remark on an account, a premise or a customer. An alert shows at inquiry and at the cash window until its day.</summary>
internal sealed class Note : AggregateRoot
{
    public Guid? AccountId { get; init; }
    public Guid? PremiseId { get; init; }
    public Guid? CustomerId { get; init; }
    public required string Text { get; init; }
    public bool IsAlert { get; set; }
    public DateOnly? AlertUntil { get; set; }
    public required Guid CreatedBy { get; init; }
    public required string CreatedByName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last day of an alert still counts.</summary>
    public bool ShowsOn(DateOnly day) => IsAlert && (AlertUntil is null || AlertUntil >= day);
}

/// <summary>Something that went out to the account's customer: a line of the contact log. Its id is the message's own, so that it is filed once.</summary>
internal sealed class ContactEntry : AppendOnlyEntity
{
    public required Guid AccountId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ContactChannel Channel { get; init; }
    public required ContactTopic Topic { get; init; }

    /// <summary>The statement's number, or the letter's name.</summary>
    public required string Reference { get; init; }

    public required string SentTo { get; init; }
    public required string ByName { get; init; }
}
