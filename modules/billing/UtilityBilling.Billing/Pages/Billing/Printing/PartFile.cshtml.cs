using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Printing;

namespace UtilityBilling.Billing.Pages.Billing.Printing;

[Authorize(BillingPermissions.Bills.Print)]
public sealed class PartFileModel(IPrintJobAppService printing) : PageModel
{
    /// <summary>The file is made whole before it is sent: the part's pieces, all of them, or nothing.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, int part = 1)
    {
        var job = await printing.GetAsync(id, HttpContext.RequestAborted);
        var file = WholeFiles.New();
        await printing.WritePartAsync(id, part, file, HttpContext.RequestAborted);
        file.Position = 0;
        return File(file, "application/pdf", $"print-job-{job.Job.Number}-part-{part}.pdf");
    }
}

/// <summary>Temporary files for what is sent only once it is whole; gone with the answer.</summary>
internal static class WholeFiles
{
    public static FileStream New() =>
        new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
