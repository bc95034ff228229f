using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Adjustments;

[Authorize(BillingPermissions.Ledger.View)]
public sealed class IndexModel(IAdjustmentAppService adjustments) : AdjustmentPage
{
    public PagedResult<AdjustmentDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid? accountId)
    {
        List = await adjustments.ListAsync(this.ListRequest(), accountId, HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}
