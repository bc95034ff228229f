using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Templates;

namespace UtilityBilling.Billing.Pages.Billing.Templates;

/// <summary>A wording on paper, before anything is written from it.</summary>
[Authorize(BillingPermissions.Templates.View)]
public sealed class VersionPdfModel(ITemplateAppService templates) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, string? account)
    {
        var detail = await templates.VersionAsync(id, HttpContext.RequestAborted);
        using var file = new MemoryStream();
        await templates.WritePreviewPdfAsync(id, account, file, HttpContext.RequestAborted);
        return File(file.ToArray(), "application/pdf", FormattableString.Invariant($"{detail.Template.Code}-{detail.Version.Number}.pdf"));
    }
}
