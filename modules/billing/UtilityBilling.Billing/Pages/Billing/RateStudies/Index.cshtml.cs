using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.RateStudies;

[Authorize(BillingPermissions.Tariffs.View)]
public sealed class IndexModel(IRateStudyAppService studies, IPermissionChecker permissions) : PageModel
{
    public PagedResult<RateStudyDto> List { get; private set; } = null!;

    public bool MayStart { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        List = await studies.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        MayStart = await permissions.IsGrantedAsync(BillingPermissions.Tariffs.Edit, HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}
