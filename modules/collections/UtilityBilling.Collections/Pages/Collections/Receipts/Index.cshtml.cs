using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Collections.Pages.Collections.Receipts;

[Authorize(CollectionsPermissions.Receipts.View)]
public sealed class IndexModel(IReceiptAppService receipts) : PageModel
{
    public PagedResult<ReceiptRow> List { get; private set; } = null!;

    public string? Query { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var request = this.ListRequest();
        Query = request.Q;
        List = await receipts.ListAsync(request, HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}
