namespace UtilityBilling.Billing.Calendars;

/// <summary>The rules of a town that bills every two months, due on the 22nd, and the federal holidays of three years.</summary>
internal static class SampleRules
{
    public static DateRules EveryTwoMonths { get; } = new(
        Read: new DateRule(RuleAnchor.PeriodLastDay, 1, Roll: RollRule.Next, Obeys: ObservedHolidays.City),
        Calculate: new DateRule(RuleAnchor.Read, 3, OffsetUnit.BusinessDays, Obeys: ObservedHolidays.City),
        Bill: new DateRule(RuleAnchor.Calculate, 2, OffsetUnit.BusinessDays, Obeys: ObservedHolidays.City),
        Due: new DateRule(RuleAnchor.PeriodLastDay, 1, OffsetUnit.Months, 22, Roll: RollRule.Next, Obeys: ObservedHolidays.Both),
        Reminder: new DateRule(RuleAnchor.Due, 1, Roll: RollRule.Next, Obeys: ObservedHolidays.City),
        Call: new DateRule(RuleAnchor.Due, 14, Roll: RollRule.Previous, Obeys: ObservedHolidays.City),
        ShutOff: new DateRule(RuleAnchor.Due, 19, Roll: RollRule.Next, Obeys: ObservedHolidays.City) { NeverOn = [DayOfWeek.Friday], NotOnEve = true },
        OffCycleDue: new DateRule(RuleAnchor.Bill, 20, Roll: RollRule.Next, Obeys: ObservedHolidays.Both));

    public static PeriodLayout EvenMonths { get; } = new(FirstMonth: 1, FirstDay: 16, PeriodName.MonthDue);

    public static HolidayBook Holidays { get; } = new(
        from year in Enumerable.Range(2025, 5) from list in Enum.GetValues<HolidayList>() from day in HolidayProposal.Federal.Year(year, list) select (day.List, day.Day, day.NameEn));

    public static DateReckoner Reckoner(DateRules? rules = null, int minimumDays = 15) => new(rules ?? EveryTwoMonths, Holidays, minimumDays);

    public static ReckonedDates Period(DateOnly to, DateRules? rules = null, Dictionary<CalendarDate, DateOnly>? byHand = null) => Reckoner(rules).Period(to.AddMonths(-2), to, byHand ?? []);
}
