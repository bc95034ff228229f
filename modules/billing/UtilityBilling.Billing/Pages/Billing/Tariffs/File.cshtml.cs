using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

/// <summary>An ordinance to be saved; a browser never opens it as a page of ours.</summary>
[Authorize(BillingPermissions.Tariffs.View)]
public sealed class FileModel(ITariffFileAppService files) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid file)
    {
        var (found, content) = await files.GetAsync(id, file, HttpContext.RequestAborted);
        return File(content, "application/pdf", found.FileName);
    }
}
