using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Printing;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

/// <summary>BR-16: how a run's statements stand, and the proof that printed + by e-mail + left out = billed.</summary>
[Authorize(BillingPermissions.Bills.View)]
public sealed class PrintingModel(IPrintJobAppService printing, IPermissionChecker permissions, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public PrintJobKind Kind { get; set; }
    [BindProperty] public long? Statement { get; set; }
    [BindProperty] public string? LeaveOutReason { get; set; }
    public RunPrintingDto Run { get; private set; } = null!;
    public bool MayPrint { get; private set; }

    public async Task OnGetAsync()
    {
        Run = await printing.OfRunAsync(Id, HttpContext.RequestAborted);
        MayPrint = await permissions.IsGrantedAsync(BillingPermissions.Bills.PrintJobs, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostPrepareAsync()
    {
        await OnGetAsync();
        await printing.PrepareAsync(Id, HttpContext.RequestAborted);
        return this.GoTo($"/Billing/BillRuns/{Id}/Printing");
    }

    public async Task<IActionResult> OnPostCreateAsync()
    {
        await OnGetAsync();
        var job = await printing.CreateAsync(Id, Kind, HttpContext.RequestAborted);
        return this.GoTo($"/Billing/Printing/{job}");
    }

    public async Task<IActionResult> OnPostLeaveOutAsync()
    {
        await OnGetAsync();
        await printing.SuppressAsync(Id, Statement ?? 0, LeaveOutReason ?? "", HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Print.LeftOutDone"]);
        return this.GoTo($"/Billing/BillRuns/{Id}/Printing");
    }
}
