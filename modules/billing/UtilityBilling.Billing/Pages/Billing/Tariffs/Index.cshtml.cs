using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

[Authorize(BillingPermissions.Tariffs.View)]
public sealed class IndexModel(ITariffAppService tariffs) : PageModel
{
    public PagedResult<TariffVersionDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await tariffs.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}
