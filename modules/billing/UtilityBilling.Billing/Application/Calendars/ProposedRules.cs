namespace UtilityBilling.Billing.Calendars;

/// <summary>What the form offers a town that has no rules yet, to be changed as it likes. Nothing is worked out by it.</summary>
internal static class ProposedRules
{
    public static PeriodLayout Layout { get; } = new(1, 1, PeriodName.LastMonth);

    public static DateRules Dates { get; } = new(
        Read: new DateRule(RuleAnchor.PeriodLastDay, Roll: RollRule.Next, Obeys: ObservedHolidays.City),
        Calculate: new DateRule(RuleAnchor.Read, 2, OffsetUnit.BusinessDays, Obeys: ObservedHolidays.City),
        Bill: new DateRule(RuleAnchor.Calculate, 2, OffsetUnit.BusinessDays, Obeys: ObservedHolidays.City),
        Due: new DateRule(RuleAnchor.Bill, 20, Roll: RollRule.Next, Obeys: ObservedHolidays.Both),
        Reminder: new DateRule(RuleAnchor.Due, 1, Roll: RollRule.Next, Obeys: ObservedHolidays.City),
        Call: new DateRule(RuleAnchor.Due, 14, Roll: RollRule.Next, Obeys: ObservedHolidays.City),
        ShutOff: new DateRule(RuleAnchor.Due, 21, Roll: RollRule.Next, Obeys: ObservedHolidays.City) { NeverOn = [DayOfWeek.Friday], NotOnEve = true },
        OffCycleDue: new DateRule(RuleAnchor.Bill, 20, Roll: RollRule.Next, Obeys: ObservedHolidays.Both));
}
