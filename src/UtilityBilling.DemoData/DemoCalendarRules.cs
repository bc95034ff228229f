using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.Calendars;

namespace UtilityBilling.DemoData;

/// <summary>The rules by which the town's dates are found, as its periods have gone by them, and the federal holidays of this year and those beside it.</summary>
internal sealed class DemoCalendarRules(DemoOffice office, DemoWorld world)
{
    private const string Reason = "Council's practice";
    private const int OffCycleDueDays = 20;

    public async Task HappenAsync(CancellationToken cancellationToken)
    {
        var (spec, from) = (world.Spec, world.Periods.Min(p => p[0].Dates.From));
        await SetAsync(null, from, new CalendarRules(Layout(spec, spec.Cycles[0]), Dates(spec)), cancellationToken).ConfigureAwait(false);
        for (var i = 1; i < spec.Cycles.Count; i++)
            await SetAsync(world.CycleIds[i], from, new CalendarRules(Layout(spec, spec.Cycles[i]), null), cancellationToken).ConfigureAwait(false);
        foreach (var year in (int[])[office.Today.Year - 1, office.Today.Year, office.Today.Year + 1])
            await office.DoAsync(office.Technician, s => s.GetRequiredService<IHolidayAppService>().TakeProposalAsync(year, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static PeriodLayout Layout(DemoSpec spec, DemoCycle cycle) =>
        new(Enumerable.Range(1, cycle.Months).First(m => m % cycle.Months == cycle.BoundaryParity % cycle.Months), spec.BoundaryDay, spec.PeriodCodeIsDueMonth ? PeriodName.MonthDue : PeriodName.FirstMonth);

    /// <summary>The town's habits count from the day after a period; rules count from its last day, which may lie in the month before.</summary>
    private static DateRules Dates(DemoSpec spec)
    {
        DateRule After(RuleAnchor anchor, int days) => new(anchor, days, Roll: RollRule.Next, Obeys: ObservedHolidays.City);
        return new DateRules(
            Read: After(RuleAnchor.PeriodLastDay, spec.ReadAfterDays + 1),
            Calculate: After(RuleAnchor.PeriodLastDay, spec.CalculateAfterDays + 1),
            Bill: After(RuleAnchor.PeriodLastDay, spec.BillAfterDays + 1),
            Due: new DateRule(RuleAnchor.PeriodLastDay, spec.DueMonthOffset + (spec.BoundaryDay == 1 ? 1 : 0), OffsetUnit.Months, DayOfMonth: spec.DueDay),
            Reminder: After(RuleAnchor.Due, 1),
            Call: After(RuleAnchor.Reminder, 7),
            ShutOff: After(RuleAnchor.Due, spec.ShutOffAfterDueDays) with { NeverOn = [DayOfWeek.Friday], NotOnEve = true },
            OffCycleDue: new DateRule(RuleAnchor.Bill, OffCycleDueDays, Roll: RollRule.Next, Obeys: ObservedHolidays.Both));
    }

    private Task SetAsync(Guid? cycle, DateOnly from, CalendarRules rules, CancellationToken cancellationToken) =>
        office.DoAsync(office.Technician, s => s.GetRequiredService<ICalendarRuleAppService>().SetAsync(new SetCalendarRulesInput(cycle, from, rules, Reason), cancellationToken), cancellationToken);
}
