using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.WinterAverages;

[Authorize(BillingPermissions.WinterAverages.View)]
public sealed class IndexModel(IWinterAverageBatchAppService winters) : PageModel
{
    public PagedResult<WinterBatchDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await winters.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}
