using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.Platform.Permissions;

namespace UtilityBilling.Platform.Pages.Approvals;

[Authorize(PlatformPermissions.Approvals.View)]
public sealed class IndexModel(IApprovalAppService approvals) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "view")]
    public ApprovalView Shown { get; set; }

    public PagedResult<ApprovalRow> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await approvals.ListAsync(Shown, this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}
