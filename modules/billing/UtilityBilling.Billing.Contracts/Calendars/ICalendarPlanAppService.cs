namespace UtilityBilling.Billing.Calendars;

/// <summary>A cycle's calendar as the rules propose it, held against what is published.</summary>
public interface ICalendarPlanAppService
{
    /// <summary>Works the periods out until the end of the year. Nothing is kept.</summary>
    Task<CalendarPlan> PreviewAsync(Guid cycleId, int year, CancellationToken cancellationToken = default);

    /// <summary>Sets one date of a period by hand, or gives it back to its rule. It counts once the calendar is published.</summary>
    Task AdjustAsync(AdjustDateInput input, CancellationToken cancellationToken = default);

    /// <summary>Publishes what was previewed: bill runs use these periods. Refused when the proposal is no longer the one that was looked at.</summary>
    Task<int> PublishAsync(Guid cycleId, int year, string digest, CancellationToken cancellationToken = default);
}

/// <summary>How a proposed period stands to what is published.</summary>
public enum PlanChange { New, Unchanged, Changed, Removed, Locked }

/// <param name="Digest">Names this very proposal.</param>
public sealed record CalendarPlan(CycleDto Cycle, int Year, IReadOnlyList<PlannedPeriodDto> Periods, string Digest)
{
    public bool HasChanges => Periods.Any(p => p.Change is PlanChange.New or PlanChange.Changed or PlanChange.Removed);
}

/// <param name="Published">The dates in force; empty for a new period.</param>
/// <param name="Moves">Dates that stand elsewhere than their rule alone would put them.</param>
public sealed record PlannedPeriodDto(
    string Code, DateOnly From, DateOnly To, PlanChange Change, IReadOnlyDictionary<CalendarDate, DateOnly> Dates, IReadOnlyDictionary<CalendarDate, DateOnly> Published,
    IReadOnlyList<DateMove> Moves, IReadOnlyList<AdjustmentDto> ByHand)
{
    public bool IsMoved(CalendarDate date) => Published.Count > 0 && (Published.TryGetValue(date, out var before) ? before : (DateOnly?)null) != (Dates.TryGetValue(date, out var after) ? after : null);
}

public sealed record AdjustmentDto(CalendarDate Date, DateOnly Day, string Reason, string SetByName, DateTimeOffset SetAt);

/// <param name="Day">None gives the date back to its rule.</param>
public sealed record AdjustDateInput(Guid CycleId, DateOnly PeriodFrom, CalendarDate Date, DateOnly? Day, string Reason);
