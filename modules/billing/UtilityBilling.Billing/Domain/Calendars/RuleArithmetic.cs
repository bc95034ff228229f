namespace UtilityBilling.Billing.Calendars;

/// <summary>The steps of a date rule: count, go on to the weekday, roll off the days that it may not have. Pure.</summary>
internal sealed class RuleArithmetic(HolidayBook holidays)
{
    /// <summary>A town that closes every day for three months has no calendar.</summary>
    private const int FarthestRoll = 90;

    /// <summary>Where the rule alone puts the date, before any roll.</summary>
    public DateOnly Count(DateRule rule, DateOnly anchor)
    {
        var day = rule.Unit switch
        {
            OffsetUnit.Months => InMonth(anchor.AddMonths(rule.Offset), rule.DayOfMonth!.Value),
            OffsetUnit.BusinessDays => BusinessDays(anchor, rule.Offset, rule.Obeys),
            _ => anchor.AddDays(rule.Offset),
        };
        return rule.Weekday is { } weekday ? day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7) : day;
    }

    /// <summary>The nearest day that the rule allows in its direction. <paramref name="why"/> gets each reason met on the way.</summary>
    public DateOnly Roll(DateRule rule, DateOnly day, RollRule direction, List<MoveReason> why)
    {
        for (var step = 0; step <= FarthestRoll; step++)
            foreach (var candidate in Candidates(day, step, direction))
            {
                if (holidays.Refuses(candidate, rule) is not { } reason)
                    return candidate;
                why.Add(reason);
            }
        throw new Errors.BusinessException("Billing:Calendar.NoDayFree").WithData("Day", day);
    }

    /// <summary>The first day on or after the earliest that the rule allows.</summary>
    public DateOnly NotBefore(DateRule? rule, DateOnly earliest, List<MoveReason> why) =>
        rule is null || rule.Roll == RollRule.None ? earliest : Roll(rule, earliest, RollRule.Next, why);

    private static IEnumerable<DateOnly> Candidates(DateOnly day, int step, RollRule direction) => (direction, step) switch
    {
        (_, 0) => [day],
        (RollRule.Previous, _) => [day.AddDays(-step)],
        (RollRule.Nearest, _) => [day.AddDays(step), day.AddDays(-step)],
        _ => [day.AddDays(step)],
    };

    private static DateOnly InMonth(DateOnly month, int day) => new(month.Year, month.Month, Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)));

    private DateOnly BusinessDays(DateOnly anchor, int count, ObservedHolidays obeys)
    {
        var day = anchor;
        for (var left = Math.Abs(count); left > 0;)
        {
            day = day.AddDays(Math.Sign(count));
            if (holidays.IsBusinessDay(day, obeys))
                left--;
        }
        return day;
    }
}
