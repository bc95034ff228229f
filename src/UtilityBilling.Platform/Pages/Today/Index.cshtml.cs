using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Navigation;
using UtilityBilling.Platform.Today;

namespace UtilityBilling.Platform.Pages.Today;

[Authorize]
public sealed class IndexModel(ITodayAppService today) : PageModel
{
    public IReadOnlyList<TodayQueue> Queues { get; private set; } = [];

    public async Task OnGetAsync() => Queues = await today.QueuesAsync(HttpContext.RequestAborted);
}
