using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

/// <summary>Takes a posted run back as a whole (BR-10): first what hangs on its bills, then the reason; a second person approves.</summary>
[Authorize(BillingPermissions.BillRuns.Prepare)]
public sealed class RollBackModel(IBillRunAppService runs, IBillCorrectionAppService corrections) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Required, StringLength(1000), Display(Name = "Billing:Field.Reason")]
    public string? Reason { get; set; }

    public BillRunDto Run { get; private set; } = null!;

    public CorrectionPreview Preview { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Run = await runs.GetAsync(Id, HttpContext.RequestAborted);
        Preview = await corrections.PreviewRollbackAsync(Id, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        return this.GoTo($"/Billing/BillRuns/{await corrections.RollBackAsync(Id, Reason!, HttpContext.RequestAborted)}");
    }
}
