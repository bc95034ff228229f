using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>A month as it hangs on the wall.</summary>
[Authorize(BillingPermissions.Calendar.View)]
public sealed class MonthModel(ICalendarAppService calendar, IClock clock) : PageModel
{
    public DateOnly First { get; private set; }

    public DateOnly Today => clock.Today;

    public ILookup<DateOnly, CalendarEvent> Events { get; private set; } = null!;

    public string Address(int months) => First.AddMonths(months).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public async Task OnGetAsync(string? month)
    {
        var today = clock.Today;
        First = DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is > 1999 and < 2101 ? asked : new DateOnly(today.Year, today.Month, 1);
        Events = (await calendar.EventsAsync(First, First.AddMonths(1).AddDays(-1), HttpContext.RequestAborted)).ToLookup(e => e.Day);
    }
}
