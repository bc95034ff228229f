namespace UtilityBilling.Billing.Calendars;

/// <summary>All rules ever adopted, the newest first.</summary>
internal sealed class RuleHistory(IReadOnlyList<CalendarRuleRow> rows)
{
    private readonly List<(CalendarRuleRow Row, CalendarRules Rules)> _rows = [.. rows.Select(r => (r, CalendarRulesJson.Read(r.Document)))];

    public IReadOnlyList<(CalendarRuleRow Row, CalendarRules Rules)> Rows => _rows;

    /// <summary>The cycle's own rules in force on the day, else the town's.</summary>
    public DateRules? DatesOn(Guid? cycleId, DateOnly day) => InForce(cycleId, day, r => r.Dates);

    public PeriodLayout? LayoutOn(Guid? cycleId, DateOnly day) => InForce(cycleId, day, r => r.Layout);

    private T? InForce<T>(Guid? cycleId, DateOnly day, Func<CalendarRules, T?> part) where T : class =>
        (cycleId is { } cycle ? Newest(cycle, day, part) : null) ?? Newest(null, day, part);

    private T? Newest<T>(Guid? cycleId, DateOnly day, Func<CalendarRules, T?> part) where T : class =>
        _rows.Where(r => r.Row.CycleId == cycleId && r.Row.EffectiveFrom <= day).Select(r => part(r.Rules)).FirstOrDefault(p => p is not null);
}
