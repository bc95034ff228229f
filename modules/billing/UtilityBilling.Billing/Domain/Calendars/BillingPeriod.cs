using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>A population of service points billed together, such as the even months.</summary>
internal sealed class Cycle : AggregateRoot
{
    public required string Code { get; init; }
    public required string Name { get; set; }

    /// <summary>How many months one bill covers.</summary>
    public required int MonthsPerPeriod { get; init; }
}

/// <summary>One cycle's row in the calendar, with all its dates. From counts, To does not.</summary>
internal sealed class BillingPeriod : AggregateRoot
{
    public required Guid CycleId { get; init; }

    /// <summary>The month of the bill, for example <c>2026-11</c>.</summary>
    public required string Code { get; init; }

    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required DateOnly ReadDate { get; set; }
    public required DateOnly CalculateDate { get; set; }
    public required DateOnly BillDate { get; set; }
    public required DateOnly DueDate { get; set; }
    public DateOnly? ReminderDate { get; set; }
    public DateOnly? CallDate { get; set; }
    public DateOnly? ShutOffDate { get; set; }

    /// <summary>Which dates stand elsewhere than their rules alone would put them, and why, as it was when they were published.</summary>
    public string? Moves { get; set; }

    public string? PublishedByName { get; set; }
    public DateTimeOffset? PublishedAt { get; set; }
}
