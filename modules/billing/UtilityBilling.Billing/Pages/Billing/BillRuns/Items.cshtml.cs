using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

[Authorize(BillingPermissions.BillRuns.View)]
public sealed class ItemsModel(IBillRunAppService runs) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public RunOutcome? Outcome { get; set; }

    [BindProperty]
    public HoldForm Input { get; set; } = new();

    public BillRunDto Run { get; private set; } = null!;

    public PagedResult<BillRunItemDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        Run = await runs.GetAsync(Id, HttpContext.RequestAborted);
        List = await runs.ItemsAsync(Id, Outcome, this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_Items", this);
    }

    public async Task<IActionResult> OnPostHoldAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await runs.HoldAsync(Id, new HoldInput(Input.Bills, Input.Until!.Value, Input.Reason!), HttpContext.RequestAborted);
        return this.GoTo($"/Billing/BillRuns/{Id}/Items?Outcome={Outcome}");
    }

    public async Task<IActionResult> OnPostRetryAsync()
    {
        await OnGetAsync();
        ModelState.Clear();
        if (Input.Bills.Count == 0)
            throw new BusinessException("Billing:BillRun.NobodyChosen").ForField("Input.Bills");
        await runs.RetryAsync(Id, Input.Bills, HttpContext.RequestAborted);
        return this.GoTo($"/Billing/BillRuns/{Id}/Items?Outcome={Outcome}");
    }
}
