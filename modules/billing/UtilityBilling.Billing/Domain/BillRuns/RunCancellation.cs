using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>A bill that a run takes back: with its page its applications are undone, its posting reversed and its agreements freed for another bill.</summary>
internal sealed class RunCancellation : ChildRow
{
    public required Guid RunId { get; init; }
    public required Guid BillId { get; init; }
    public required Guid OccupancyId { get; init; }
    public required Guid PeriodId { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>The page of posting; fixed at approval.</summary>
    public int Page { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }
}

/// <summary>A bill that somebody looked at and lets go in this run, although a rule of the town would hold it.</summary>
internal sealed class RunRelease : ChildRow
{
    public required Guid RunId { get; init; }
    public required Guid OccupancyId { get; init; }
    public required Guid ReleasedBy { get; init; }
    public required DateTimeOffset ReleasedAt { get; init; }
    public required string Reason { get; init; }
}
