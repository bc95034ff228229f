using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Printing;

namespace UtilityBilling.Billing.Pages.Billing.Printing;

[Authorize(BillingPermissions.Bills.Print)]
public sealed class VendorModel(IPrintJobAppService printing) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var job = await printing.GetAsync(id, HttpContext.RequestAborted);
        var file = WholeFiles.New();
        await printing.WriteVendorFileAsync(id, file, HttpContext.RequestAborted);
        file.Position = 0;
        return File(file, "application/zip", $"print-job-{job.Job.Number}.zip");
    }
}
