using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Printing;

/// <summary>Where the printer failed, and what is printed again for it.</summary>
[Authorize(BillingPermissions.Bills.PrintJobs)]
public sealed class JamModel(IPrintJobAppService printing, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public int Part { get; set; } = 1;
    [BindProperty] public JamInput Input { get; set; } = new();
    public PrintJobDto Job { get; private set; } = null!;
    public PrintPartDto Spoiled { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        var detail = await printing.GetAsync(Id, HttpContext.RequestAborted);
        Job = detail.Job;
        Spoiled = detail.Parts.SingleOrDefault(p => p.Part == Part) ?? throw new EntityNotFoundException(typeof(PrintPartDto), Id);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var next = await printing.JamAsync(Id, Part, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Print.JamDone", next]);
        return this.GoTo($"/Billing/Printing/{Id}");
    }
}
