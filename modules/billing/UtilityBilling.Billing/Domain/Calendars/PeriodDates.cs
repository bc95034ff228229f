namespace UtilityBilling.Billing.Calendars;

/// <summary>A period's seven dates by name.</summary>
internal static class PeriodDates
{
    public static Dictionary<CalendarDate, DateOnly> Of(BillingPeriod period)
    {
        var dates = new Dictionary<CalendarDate, DateOnly>
        {
            [CalendarDate.Read] = period.ReadDate, [CalendarDate.Calculate] = period.CalculateDate, [CalendarDate.Bill] = period.BillDate, [CalendarDate.Due] = period.DueDate,
        };
        foreach (var (date, day) in new[] { (CalendarDate.Reminder, period.ReminderDate), (CalendarDate.Call, period.CallDate), (CalendarDate.ShutOff, period.ShutOffDate) })
            if (day is { } known)
                dates[date] = known;
        return dates;
    }

    public static void Set(BillingPeriod period, ReckonedDates dates)
    {
        (period.ReadDate, period.CalculateDate, period.BillDate, period.DueDate) = (dates[CalendarDate.Read], dates[CalendarDate.Calculate], dates[CalendarDate.Bill], dates[CalendarDate.Due]);
        (period.ReminderDate, period.CallDate, period.ShutOffDate) = (dates.Find(CalendarDate.Reminder), dates.Find(CalendarDate.Call), dates.Find(CalendarDate.ShutOff));
        period.Moves = CalendarRulesJson.WriteMoves(dates.Moves);
    }
}
