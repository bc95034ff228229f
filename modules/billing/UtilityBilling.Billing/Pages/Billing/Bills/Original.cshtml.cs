using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.Pages.Billing.Bills;

/// <summary>BR-14: what was mailed, as an accessible page in either language; made from the same frozen content as the PDF.</summary>
[Authorize(BillingPermissions.Bills.View)]
public sealed class OriginalModel(IStatementDocuments documents, LocalizationCatalog catalog) : PageModel
{
    public Guid Id { get; private set; }
    public BillDocument Bill { get; private set; } = null!;
    public BillWording Words { get; private set; } = null!;
    public IReadOnlyList<ChartBar> Bars { get; private set; } = [];

    /// <summary>The page's own language for browsers and screen readers; a statement in both begins in English.</summary>
    public string Tongue => Words.Language == BillLanguage.Spanish ? "es" : "en";

    public async Task OnGetAsync(Guid id, string? lang)
    {
        Id = id;
        var frozen = await documents.OfBillAsync(id, HttpContext.RequestAborted);
        Bill = frozen.Document;
        Words = new BillWording(catalog, lang switch { "en" => BillLanguage.English, "es" => BillLanguage.Spanish, _ => Bill.Language });
        var culture = CultureInfo.GetCultureInfo(Tongue == "es" ? "es-US" : "en-US");
        Bars = [.. (Bill.Usage?.Points ?? []).Select(p => new ChartBar(Words.Month(p.PeriodEnd), p.Usage ?? 0, Note: p.IsEstimated ? "E" : null, LongLabel: p.PeriodEnd.ToString("MMMM yyyy", culture)))];
    }
}
