namespace UtilityBilling.Billing.Calendars;

/// <summary>A town's holidays, those of the offices and those of the banks kept apart.</summary>
internal sealed class HolidayBook(IEnumerable<(HolidayList List, DateOnly Day, string Name)> days)
{
    private readonly Dictionary<(HolidayList, DateOnly), string> _names = days.DistinctBy(d => (d.List, d.Day)).ToDictionary(d => (d.List, d.Day), d => d.Name);

    public static HolidayBook Empty { get; } = new([]);

    /// <summary>The holiday that the list observes on the day, if any.</summary>
    public string? Find(DateOnly day, ObservedHolidays obeys) => obeys switch
    {
        ObservedHolidays.City => _names.GetValueOrDefault((HolidayList.City, day)),
        ObservedHolidays.Bank => _names.GetValueOrDefault((HolidayList.Bank, day)),
        ObservedHolidays.Both => _names.GetValueOrDefault((HolidayList.City, day)) ?? _names.GetValueOrDefault((HolidayList.Bank, day)),
        _ => null,
    };

    public bool IsBusinessDay(DateOnly day, ObservedHolidays obeys) => !IsWeekend(day) && Find(day, obeys) is null;

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Why a date under the rule may not stand on the day; null when it may. A rule without a roll takes every day.</summary>
    public MoveReason? Refuses(DateOnly day, DateRule rule)
    {
        if (rule.Roll == RollRule.None)
            return null;
        if (Find(day, rule.Obeys) is { } holiday)
            return new MoveReason(MoveCause.Holiday, day, holiday);
        if (IsWeekend(day))
            return new MoveReason(MoveCause.Weekend, day);
        if (rule.NeverOn.Contains(day.DayOfWeek))
            return new MoveReason(MoveCause.Weekday, day);
        return rule.NotOnEve && Find(day.AddDays(1), rule.Obeys) is { } eve ? new MoveReason(MoveCause.Eve, day, eve) : null;
    }
}
