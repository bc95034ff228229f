using UtilityBilling.Domain;

namespace UtilityBilling.Customers;

/// <summary>One service opened or ended for every account that the criteria find. It counts only by the word of a second person.</summary>
internal sealed class ServiceChangeBatch : AggregateRoot
{
    public required ServiceChangeKind Kind { get; init; }
    public required string Service { get; init; }

    /// <summary>The rate of a service that is opened.</summary>
    public string? RateCode { get; init; }

    /// <summary>Whose class and cycle a new agreement takes; the oldest running one's when empty.</summary>
    public string? LikeService { get; init; }

    /// <summary>The first day, or the day after the last.</summary>
    public required DateOnly On { get; init; }

    public required string Reason { get; init; }
    public string? CustomerClass { get; init; }
    public Guid? CycleId { get; init; }
    public string? HasService { get; init; }
    public string? FactName { get; init; }
    public string? FactValue { get; init; }

    public ServiceChangeState State { get; set; }
    public int Lines { get; set; }
    public int Refused { get; set; }

    /// <summary>After a reversal: services that stayed as they were, because somebody had changed them since.</summary>
    public int LeftAsChanged { get; set; }

    public required Guid PreparedBy { get; init; }
    public required string PreparedByName { get; init; }
    public required DateTimeOffset PreparedAt { get; init; }
    public Guid? ApprovedBy { get; set; }
    public string? ApprovedByName { get; set; }
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>Why the last request was declined.</summary>
    public string? DeclinedReason { get; set; }

    /// <summary>Who discarded or reversed it.</summary>
    public Guid? EndedBy { get; set; }

    public string? EndedByName { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndReason { get; set; }
}

/// <summary>One account that the criteria found: what happens to it, or why nothing does.</summary>
internal sealed class ServiceChangeLine : ChildRow
{
    public required Guid BatchId { get; init; }

    /// <summary>Its place by account number.</summary>
    public required int N { get; init; }

    public required Guid OccupancyId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PremiseId { get; init; }

    /// <summary>The id that the new agreement gets, or the agreement that is ended.</summary>
    public required Guid AgreementId { get; init; }

    public string? CustomerClass { get; init; }
    public Guid? CycleId { get; init; }

    /// <summary>Opened: its end, where the move-out is known. Ended: the end it had before.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The last part of the refusal's code; empty when the line is good.</summary>
    public string? Problem { get; init; }

    /// <summary>What the refusal names, as JSON.</summary>
    public required string ProblemData { get; init; }
}
