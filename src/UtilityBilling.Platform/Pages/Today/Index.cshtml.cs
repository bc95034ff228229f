using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Navigation;
using UtilityBilling.Platform.Today;

namespace UtilityBilling.Platform.Pages.Today;

[SignedIn]
public sealed class IndexModel(ITodayAppService today) : PageModel
{
    public IReadOnlyList<TodayQueue> Queues { get; private set; } = [];

    public IReadOnlyList<TodayDate> Dates { get; private set; } = [];

    public async Task OnGetAsync() => (Queues, Dates) = (await today.QueuesAsync(HttpContext.RequestAborted), await today.DatesAsync(HttpContext.RequestAborted));
}
