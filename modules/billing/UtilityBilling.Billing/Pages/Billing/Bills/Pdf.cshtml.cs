using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Bills;

namespace UtilityBilling.Billing.Pages.Billing.Bills;

[Authorize(BillingPermissions.Bills.Print)]
public sealed class PdfModel(IBillAppService bills) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var bill = await bills.GetAsync(id, HttpContext.RequestAborted);
        using var file = new MemoryStream();
        await bills.WritePdfAsync(id, file, HttpContext.RequestAborted);
        return File(file.ToArray(), "application/pdf", $"bill-{bill.Number}.pdf");
    }
}
