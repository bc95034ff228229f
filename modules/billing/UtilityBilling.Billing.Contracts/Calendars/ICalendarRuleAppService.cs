namespace UtilityBilling.Billing.Calendars;

/// <summary>The rules by which a town's dates are found, with the day from which each counts.</summary>
public interface ICalendarRuleAppService
{
    /// <summary>All that were ever adopted, the newest first.</summary>
    Task<IReadOnlyList<CalendarRuleDto>> HistoryAsync(CancellationToken cancellationToken = default);

    /// <summary>What is in force on a day for the town, or for a cycle with the town's rules where it has none of its own. Parts may be missing.</summary>
    Task<CalendarRules> InForceAsync(Guid? cycleId, DateOnly day, CancellationToken cancellationToken = default);

    /// <summary>Adopts rules. What is published stays as it is until it is published anew.</summary>
    Task SetAsync(SetCalendarRulesInput input, CancellationToken cancellationToken = default);
}

/// <param name="CycleId">None for the town's own.</param>
/// <param name="EffectiveFrom">Periods that end on or after this day go by the new dates, those that begin on or after it by the new layout.</param>
public sealed record SetCalendarRulesInput(Guid? CycleId, DateOnly EffectiveFrom, CalendarRules Rules, string Reason);

public sealed record CalendarRuleDto(Guid Id, Guid? CycleId, string? CycleName, DateOnly EffectiveFrom, CalendarRules Rules, string Reason, string SetByName, DateTimeOffset SetAt);
