using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

/// <summary>The prices of a day, on screen, on paper and as a file, from the documents themselves.</summary>
[Authorize(BillingPermissions.Tariffs.View)]
public sealed class RateListModel(ITariffAppService tariffs, ITownProfileProvider profiles, IStringLocalizer texts, IClock clock) : PageModel
{
    public RateList List { get; private set; } = null!;

    public string Day => TariffWording.Day(List.Date);

    public async Task<IActionResult> OnGetAsync(DateOnly? date, string? export)
    {
        var words = new TariffWording(texts);
        var day = date ?? clock.Today;
        List = RateList.Of(day, await tariffs.InForceAsync(day, HttpContext.RequestAborted), words);
        if (!ModelState.IsValid)
            return this.Invalid();
        if (ExportResult.Asked(export))
            return await this.ExportAsync(RateList.Table, List.Rows, export!, $"rate-list-{Day}", cancellationToken: HttpContext.RequestAborted);
        if (export != "pdf")
            return Page();
        using var file = new MemoryStream();
        using (var pdf = new RateListPdf(List, words, await profiles.GetAsync(HttpContext.RequestAborted)))
            pdf.Write(file, clock.UtcNow);
        return File(file.ToArray(), "application/pdf", $"rate-list-{Day}.pdf");
    }
}
