using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Bills;

[Authorize(BillingPermissions.Bills.View)]
public sealed class IndexModel(IBillAppService bills) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Run { get; set; }

    public PagedResult<BillRowDto> List { get; private set; } = null!;

    public string? Query { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var request = this.ListRequest();
        Query = request.Q;
        List = await bills.ListAsync(new BillListRequest { Page = request.Page, PageSize = request.PageSize, Sort = request.Sort, Q = request.Q, RunId = Run }, HttpContext.RequestAborted);
        return this.PageOrPartial("_BillList", List);
    }
}
