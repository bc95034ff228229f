using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

[Authorize(BillingPermissions.Bills.Print)]
public sealed class PrintFileModel(IBillAppService bills, IBillRunAppService runs) : PageModel
{
    /// <summary>The file is made whole before it is sent: count printed = count billed, or nothing.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var run = await runs.GetAsync(id, HttpContext.RequestAborted);
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await bills.WritePrintFileAsync(id, file, HttpContext.RequestAborted);
        file.Position = 0;
        return File(file, "application/pdf", $"bills-run-{run.Number}.pdf");
    }
}
