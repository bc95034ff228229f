using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Calendars;

/// <summary>Refuses rules that could not be worked out, or that would leave a date where it may not be.</summary>
internal static class CalendarRulesCheck
{
    private const int MostDays = 366;
    private const int MostMonths = 12;

    public static void Check(CalendarRules rules, bool isTown)
    {
        if (rules.Layout is null && rules.Dates is null || isTown && (rules.Layout is null || rules.Dates is null))
            throw new BusinessException(isTown ? "Billing:Calendar.TownNeedsAll" : "Billing:Calendar.NothingSet");
        if (rules.Layout is { } layout && (layout.FirstMonth is < 1 or > 12 || layout.FirstDay is < 1 or > 28))
            throw new BusinessException("Billing:Calendar.Layout");
        if (rules.Dates is not { } dates)
            return;
        foreach (var date in Enum.GetValues<CalendarDate>())
            if (dates.Of(date) is { } rule)
            {
                if (!Anchors(date, dates).Contains(rule.From))
                    throw Refused("Anchor", date);
                Counts(rule, date.ToString());
            }
        if (dates.OffCycleDue.From != RuleAnchor.Bill)
            throw Refused("Anchor", "OffCycleDue");
        Counts(dates.OffCycleDue, "OffCycleDue");
    }

    /// <summary>What a date may count from: something that comes before it. After the due date only what moves with it.</summary>
    public static IEnumerable<RuleAnchor> Anchors(CalendarDate date, DateRules? dates = null) => date switch
    {
        CalendarDate.Read => [RuleAnchor.PeriodFirstDay, RuleAnchor.PeriodLastDay],
        CalendarDate.Calculate => [RuleAnchor.PeriodFirstDay, RuleAnchor.PeriodLastDay, RuleAnchor.Read],
        CalendarDate.Bill => [RuleAnchor.PeriodFirstDay, RuleAnchor.PeriodLastDay, RuleAnchor.Read, RuleAnchor.Calculate],
        CalendarDate.Due => [RuleAnchor.PeriodFirstDay, RuleAnchor.PeriodLastDay, RuleAnchor.Read, RuleAnchor.Calculate, RuleAnchor.Bill],
        CalendarDate.Reminder => [RuleAnchor.Due],
        CalendarDate.Call => dates is { Reminder: null } ? [RuleAnchor.Due] : [RuleAnchor.Due, RuleAnchor.Reminder],
        _ => ((RuleAnchor[])[RuleAnchor.Due, RuleAnchor.Reminder, RuleAnchor.Call]).Where(a => dates is null || !(a == RuleAnchor.Reminder && dates.Reminder is null) && !(a == RuleAnchor.Call && dates.Call is null)),
    };

    private static void Counts(DateRule rule, string date)
    {
        if (Math.Abs(rule.Offset) > (rule.Unit == OffsetUnit.Months ? MostMonths : MostDays))
            throw Refused("Offset", date);
        if (rule.Unit == OffsetUnit.Months ? rule.DayOfMonth is not (>= 1 and <= 31) : rule.DayOfMonth is not null)
            throw Refused("DayOfMonth", date);
        if (rule.Roll == RollRule.None && (rule.NeverOn.Count > 0 || rule.NotOnEve))
            throw Refused("Roll", date);
        if (Enumerable.Range(1, 5).All(d => rule.NeverOn.Contains((DayOfWeek)d)))
            throw Refused("Weekdays", date);
    }

    private static BusinessException Refused(string what, object date) =>
        new BusinessException($"Billing:Calendar.Rule{what}").ForField($"Input.{date}.{what switch { "Anchor" => "From", "Weekdays" => "NeverOn", _ => what }}");
}
