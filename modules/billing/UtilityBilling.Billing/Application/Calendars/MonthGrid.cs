using System.Globalization;

namespace UtilityBilling.Billing.Calendars;

/// <summary>A month in weeks from Sunday to Saturday; days of other months are empty.</summary>
internal static class MonthGrid
{
    public static IEnumerable<IReadOnlyList<DateOnly?>> Weeks(DateOnly month)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        for (var sunday = first.AddDays(-(int)first.DayOfWeek); sunday < first.AddMonths(1); sunday = sunday.AddDays(7))
            yield return [.. Enumerable.Range(0, 7).Select(d => sunday.AddDays(d)).Select(d => d.Month == first.Month ? d : (DateOnly?)null)];
    }

    public static string Title(DateOnly month) => CultureInfo.CurrentUICulture.TextInfo.ToTitleCase(month.ToString("MMMM", CultureInfo.CurrentUICulture)) + month.ToString(" yyyy", CultureInfo.InvariantCulture);
}
