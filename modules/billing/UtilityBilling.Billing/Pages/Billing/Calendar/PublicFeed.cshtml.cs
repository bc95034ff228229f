using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>
/// The published dates for a calendar programme that holds the address. The host's name says which town; the token is looked for in that town alone. It shows the town's own
/// dates and no customer.
/// </summary>
[AllowAnonymous, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PublicFeedModel(ITenantRunner runner, ICurrentTenant tenant) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string token)
    {
        if (tenant.Tenant is not { } town)
            return NotFound();
        var host = Request.Host.Host;
        var file = await runner.ReadAsync(town, Actor.System, s => s.GetRequiredService<ICalendarFeedAppService>().ReadAsync(token, host, HttpContext.RequestAborted), HttpContext.RequestAborted);
        return file is null ? NotFound() : File(Encoding.UTF8.GetBytes(file), "text/calendar; charset=utf-8");
    }
}
