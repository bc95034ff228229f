using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Corrections;

/// <summary>Cancels bills, or cancels and rebills them (BR-13): one or a list, first what hangs on them, then a run that a second person approves.</summary>
[Authorize(BillingPermissions.BillRuns.Prepare)]
public sealed class NewModel(IBillCorrectionAppService corrections) : PageModel
{
    [BindProperty]
    public CorrectionForm Input { get; set; } = new();

    public CorrectionPreview? Preview { get; private set; }

    public async Task OnGetAsync(string? number)
    {
        Input.Numbers = number;
        if (!string.IsNullOrWhiteSpace(number))
            await PreviewAsync();
    }

    public async Task<IActionResult> OnPostLookAsync()
    {
        ModelState.Remove("Input.Reason");
        if (!ModelState.IsValid)
            return this.Invalid();
        await PreviewAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        var bills = await PreviewAsync();
        return this.GoTo($"/Billing/BillRuns/{await corrections.StartAsync(new CorrectionInput(bills, Input.Rebill, Input.Reason!), HttpContext.RequestAborted)}");
    }

    private async Task<IReadOnlyList<Guid>> PreviewAsync()
    {
        var bills = await corrections.FindAsync(Input.Numbers!, HttpContext.RequestAborted);
        Preview = await corrections.PreviewAsync(bills, HttpContext.RequestAborted);
        return bills;
    }
}

public sealed class CorrectionForm
{
    [Required, StringLength(20_000), Display(Name = "Billing:Field.BillNumbers")]
    public string? Numbers { get; set; }

    [Display(Name = "Billing:Field.Rebill")]
    public bool Rebill { get; set; } = true;

    [Required, StringLength(1000), Display(Name = "Billing:Field.Reason")]
    public string? Reason { get; set; }
}
