using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>Addresses for calendar programmes: made, shown once, taken back.</summary>
[Authorize(BillingPermissions.Calendar.Edit)]
public sealed class FeedsModel(ICalendarFeedAppService feeds, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public FeedForm? Input { get; set; }

    /// <summary>The address just made; it is never shown again.</summary>
    [TempData]
    public string? Made { get; set; }

    public IReadOnlyList<CalendarFeedDto> Feeds { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Feeds = await feeds.ListAsync(HttpContext.RequestAborted);
        Input ??= new FeedForm();
    }

    public async Task<IActionResult> OnPostMakeAsync()
    {
        if (!ModelState.IsValid)
        {
            await OnGetAsync();
            return this.Invalid();
        }
        var token = await feeds.MakeAsync(Input!.Name, HttpContext.RequestAborted);
        Made = $"{Request.Scheme}://{Request.Host}/Feeds/Calendar/{token}.ics";
        return this.GoTo("/Billing/Calendar/Feeds");
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid feedId)
    {
        // The form for a new address is not sent along.
        ModelState.Clear();
        await feeds.RevokeAsync(feedId, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Feeds.RevokedNow"]);
        return this.GoTo("/Billing/Calendar/Feeds");
    }
}

public sealed class FeedForm
{
    [Required, StringLength(100), Display(Name = "Billing:Feeds.For")]
    public string Name { get; set; } = "";
}
