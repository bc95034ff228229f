using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Printing;

[Authorize(BillingPermissions.Bills.View)]
public sealed class IndexModel(IPrintJobAppService printing) : PageModel
{
    public PagedResult<PrintJobDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await printing.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}
