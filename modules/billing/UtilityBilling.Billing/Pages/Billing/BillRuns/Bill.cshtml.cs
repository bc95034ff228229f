using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

[Authorize(BillingPermissions.BillRuns.View)]
public sealed class BillModel(IBillRunAppService runs) : PageModel
{
    public BillRunDto Run { get; private set; } = null!;

    public CalculatedBillDto Bill { get; private set; } = null!;

    public async Task OnGetAsync(Guid id, Guid occupancyId)
    {
        Run = await runs.GetAsync(id, HttpContext.RequestAborted);
        Bill = await runs.CalculatedBillAsync(id, occupancyId, HttpContext.RequestAborted);
    }
}
