using UtilityBilling.Customers;
using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Statements;

/// <summary>
/// What a statement says, frozen: every word, figure and point of the graph, as JSON. Paper, page and e-mail are made from this and nothing else, so they stay the same
/// for ever, whatever is changed later in rates, settings and addresses (BR-14).
/// </summary>
internal sealed class StatementDocument : AppendOnlyEntity
{
    public required Guid StatementId { get; init; }
    public required Guid RunId { get; init; }

    /// <summary>Which drawing the content is made for; see <c>StatementContent.Layout</c>.</summary>
    public required int Layout { get; init; }

    public required string Content { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public required string Digest { get; init; }

    public required DateTimeOffset FrozenAt { get; init; }
}

/// <summary>One copy of a statement for one recipient: whom it goes to, how, and on how many pages. The payer's is piece 1.</summary>
internal sealed class StatementPiece : ChildRow
{
    public required Guid StatementId { get; init; }
    public required int Piece { get; init; }
    public required Guid RunId { get; init; }
    public required RecipientKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>Name and address, line by line.</summary>
    public required string[] AddressLines { get; init; }

    public string? Zip { get; init; }
    public required StatementDelivery Delivery { get; init; }
    public string? Email { get; init; }
    public required string Language { get; init; }
    public required int Pages { get; init; }

    /// <summary>The 20 digits of the Intelligent Mail barcode; empty where the town has no mailer id or nothing is mailed.</summary>
    public string? Tracking { get; init; }
}

/// <summary>A piece that is not printed, and why.</summary>
internal sealed class PieceSuppression : ChildRow
{
    public required Guid StatementId { get; init; }
    public required int Piece { get; init; }
    public required Guid RunId { get; init; }
    public required SuppressionReason Reason { get; init; }
    public string? Note { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ByName { get; init; }
}

/// <summary>A sentence on the bills of a time: for everybody, a cycle, a class of customers or one account. Ended, never deleted.</summary>
internal sealed class StatementMessage : AggregateRoot
{
    public required MessageScope Scope { get; init; }
    public Guid? CycleId { get; init; }
    public string? CustomerClass { get; init; }
    public Guid? AccountId { get; init; }
    public required string English { get; init; }

    /// <summary>The English words stand where it is empty.</summary>
    public string? Spanish { get; init; }

    /// <summary>On bills dated from this day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>On bills dated up to and including this day; empty while it goes on.</summary>
    public DateOnly? Through { get; set; }

    public required string WrittenByName { get; init; }
}
