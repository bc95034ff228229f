using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Printing;

[Authorize(BillingPermissions.Bills.View)]
public sealed class DetailsModel(IPrintJobAppService printing, IPermissionChecker permissions, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public string? Reason { get; set; }
    public PrintJobDetailDto Detail { get; private set; } = null!;
    public bool MayPrint { get; private set; }

    public async Task OnGetAsync()
    {
        Detail = await printing.GetAsync(Id, HttpContext.RequestAborted);
        MayPrint = await permissions.IsGrantedAsync(BillingPermissions.Bills.PrintJobs, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostPrintedAsync(int part)
    {
        await OnGetAsync();
        await printing.MarkPrintedAsync(Id, part, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Print.PartCounted", part]);
        return this.GoTo($"/Billing/Printing/{Id}");
    }

    public async Task<IActionResult> OnPostCancelAsync()
    {
        await OnGetAsync();
        await printing.CancelAsync(Id, Reason ?? "", HttpContext.RequestAborted);
        return this.GoTo($"/Billing/Printing/{Id}");
    }
}
