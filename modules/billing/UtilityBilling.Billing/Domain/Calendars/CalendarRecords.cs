using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Calendars;

/// <summary>Rules adopted by the town, or by one cycle, from a day on. A change is a new row; of two for the same day the one set last counts.</summary>
internal sealed class CalendarRuleRow : AppendOnlyEntity
{
    /// <summary>None for the town's own.</summary>
    public required Guid? CycleId { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>A <see cref="CalendarRules"/>.</summary>
    public required string Document { get; init; }

    public required string Reason { get; init; }
    public required string SetByName { get; init; }
    public required DateTimeOffset SetAt { get; init; }
}

/// <summary>A day on which the offices, or the banks, are closed.</summary>
internal sealed class Holiday : AggregateRoot
{
    public required HolidayList List { get; init; }
    public required DateOnly Day { get; init; }
    public required string NameEn { get; set; }

    /// <summary>The English name stands where there is none.</summary>
    public string? NameEs { get; set; }
}

/// <summary>One date of a period, set by hand. The one set last counts; one without a day gives the date back to its rule.</summary>
internal sealed class CalendarAdjustment : AppendOnlyEntity
{
    public required Guid CycleId { get; init; }

    /// <summary>The period's first day.</summary>
    public required DateOnly PeriodFrom { get; init; }

    public required CalendarDate Date { get; init; }
    public required DateOnly? Day { get; init; }
    public required string Reason { get; init; }
    public required string SetByName { get; init; }
    public required DateTimeOffset SetAt { get; init; }
}

/// <summary>An address from which a calendar programme reads the town's dates without signing in, until it is taken back. Its token is kept as a hash.</summary>
internal sealed class CalendarFeed : AggregateRoot
{
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public required string TokenHash { get; init; }

    public required string MadeByName { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public string? RevokedByName { get; set; }
}
