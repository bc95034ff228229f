using UtilityBilling.Documents;

namespace UtilityBilling.Billing.Calendars;

/// <summary>The year's calendar as a file.</summary>
internal static class CalendarTable
{
    public static readonly Table<CalendarRow> Definition = Define();

    public static IReadOnlyDictionary<CalendarDate, DateOnly> Dates(CalendarRow row)
    {
        var p = row.Period;
        return new (CalendarDate Date, DateOnly? Day)[]
        {
            (CalendarDate.Read, p.ReadDate), (CalendarDate.Calculate, p.CalculateDate), (CalendarDate.Bill, p.BillDate), (CalendarDate.Due, p.DueDate),
            (CalendarDate.Reminder, p.ReminderDate), (CalendarDate.Call, p.CallDate), (CalendarDate.ShutOff, p.ShutOffDate),
        }.Where(d => d.Day is not null).ToDictionary(d => d.Date, d => d.Day!.Value);
    }

    private static Table<CalendarRow> Define()
    {
        var table = new Table<CalendarRow>("billing-calendar", "Billing:Calendar.Title")
            .Text("Billing:Field.Period", r => r.Period.Code, 10).Text("Billing:Field.Cycle", r => r.CycleName)
            .Date("Billing:Calendar.FirstDay", r => r.Period.From).Date("Billing:Calendar.LastDay", r => r.Period.To.AddDays(-1));
        foreach (var date in Enum.GetValues<CalendarDate>())
            table.Date($"Enum:CalendarDate.{date}", r => Dates(r).TryGetValue(date, out var day) ? day : null);
        return table;
    }
}
