using System.Globalization;
using UtilityBilling.Billing.Calendars;

namespace UtilityBilling.DemoData;

/// <summary>One period of a cycle as the demo plays it.</summary>
/// <param name="Index">Counted from 0, the first of the history.</param>
internal sealed record DemoPeriod(int CycleIndex, int Index, PeriodInput Dates)
{
    /// <summary>The period's id once it is in the calendar.</summary>
    public Guid Id { get; set; }
}

/// <summary>Lays a cycle's periods out: reads, calculation and bills on weekdays, bills due on the town's day of the month.</summary>
internal static class DemoCalendar
{
    public static List<DemoPeriod> Lay(DemoSpec spec, int cycleIndex, DateOnly begin, DateOnly end)
    {
        var cycle = spec.Cycles[cycleIndex];
        var from = new DateOnly(begin.Year, begin.Month, spec.BoundaryDay);
        while (from > begin || from.Month % cycle.Months != cycle.BoundaryParity % cycle.Months)
            from = from.AddMonths(-1);
        var periods = new List<DemoPeriod>();
        for (var to = from.AddMonths(cycle.Months); from < end; from = to, to = from.AddMonths(cycle.Months))
            periods.Add(new DemoPeriod(cycleIndex, periods.Count, Period(spec, from, to)));
        return periods;
    }

    /// <summary>The day itself, or the Monday after it.</summary>
    public static DateOnly Weekday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static PeriodInput Period(DemoSpec spec, DateOnly from, DateOnly to)
    {
        var due = new DateOnly(to.Year, to.Month, 1).AddMonths(spec.DueMonthOffset).AddDays(spec.DueDay - 1);
        var reminder = Weekday(due.AddDays(1));
        return new PeriodInput(
            (spec.PeriodCodeIsDueMonth ? due : from).ToString("yyyy-MM", CultureInfo.InvariantCulture), from, to,
            Weekday(to.AddDays(spec.ReadAfterDays)), Weekday(to.AddDays(spec.CalculateAfterDays)), Weekday(to.AddDays(spec.BillAfterDays)), due,
            reminder, Weekday(reminder.AddDays(7)), Weekday(due.AddDays(spec.ShutOffAfterDueDays)));
    }
}
