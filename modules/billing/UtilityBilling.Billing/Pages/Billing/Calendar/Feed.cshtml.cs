using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Calendars;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>The published dates as a calendar file, for whoever is signed in.</summary>
[Authorize(BillingPermissions.Calendar.View)]
public sealed class FeedModel(ICalendarFeedAppService feeds) : PageModel
{
    public async Task<IActionResult> OnGetAsync() => File(Encoding.UTF8.GetBytes(await feeds.ReadAsync(Request.Host.Host, HttpContext.RequestAborted)), "text/calendar; charset=utf-8", "billing-calendar.ics");
}
