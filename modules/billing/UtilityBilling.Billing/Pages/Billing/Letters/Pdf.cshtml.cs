using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Letters;

namespace UtilityBilling.Billing.Pages.Billing.Letters;

/// <summary>All letters of a batch for the printer, or one of them.</summary>
[Authorize(BillingPermissions.Letters.View)]
public sealed class PdfModel(ILetterAppService letters) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, int? position)
    {
        var batch = await letters.GetAsync(id, HttpContext.RequestAborted);
        using var file = new MemoryStream();
        await letters.WritePdfAsync(id, position, file, HttpContext.RequestAborted);
        return File(file.ToArray(), "application/pdf", FormattableString.Invariant($"letters-{batch.Number}{(position is { } one ? $"-{one}" : "")}.pdf"));
    }
}
