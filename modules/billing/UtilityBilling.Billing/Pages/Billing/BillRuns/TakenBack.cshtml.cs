using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

/// <summary>The bills that a run takes back, each beside the bill that replaces it.</summary>
[Authorize(BillingPermissions.BillRuns.View)]
public sealed class TakenBackModel(IBillRunAppService runs, IBillCorrectionAppService corrections) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public BillRunDto Run { get; private set; } = null!;

    public PagedResult<CancelledBillDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        Run = await runs.GetAsync(Id, HttpContext.RequestAborted);
        List = await corrections.BillsAsync(Id, this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_TakenBack", this);
    }
}
