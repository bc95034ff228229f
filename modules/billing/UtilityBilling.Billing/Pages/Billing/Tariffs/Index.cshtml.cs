using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

[Authorize(BillingPermissions.Tariffs.View)]
public sealed class IndexModel(ITariffAppService tariffs, IClock clock) : PageModel
{
    public PagedResult<TariffVersionDto> List { get; private set; } = null!;

    /// <summary>By service, which version holds from when to when.</summary>
    public IReadOnlyList<TariffTimeline> Timelines { get; private set; } = [];

    /// <summary>The same as a drawing.</summary>
    public TimelineChart Chart => TimelineChart.Of(Timelines, clock.Today);

    public async Task<IActionResult> OnGetAsync()
    {
        List = await tariffs.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        Timelines = TariffTimeline.Of(await tariffs.HistoryAsync(HttpContext.RequestAborted), clock.Today);
        return this.PageOrPartial("_List", this);
    }
}
