using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

[Authorize(BillingPermissions.BillRuns.View)]
public sealed class ProgressModel(IBillRunAppService runs) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id) => Partial("_Progress", await runs.GetAsync(id, HttpContext.RequestAborted));
}
