using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

[Authorize(BillingPermissions.BillRuns.View)]
public sealed class ProgressModel(IBillRunAppService runs) : PageModel
{
    /// <summary>The figures as they stand. When the run has moved on from what the page was written for, the whole page is loaded again: its checks and its next step are others now.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, string? seen)
    {
        var run = await runs.GetAsync(id, HttpContext.RequestAborted);
        if (seen is not null && seen != BillRunWords.Standing(run))
            Response.Headers["HX-Refresh"] = "true";
        return Partial("_Progress", run);
    }
}
