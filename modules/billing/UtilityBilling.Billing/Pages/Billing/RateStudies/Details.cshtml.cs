using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Billing.Pages.Billing.RateStudies;

[Authorize(BillingPermissions.Tariffs.View)]
public sealed class DetailsModel(IRateStudyAppService studies, IStringLocalizer texts) : PageModel
{
    public RateStudyDto Study { get; private set; } = null!;

    public ScreenTable? Revenue { get; private set; }

    public IReadOnlyList<ChartBar> Bands { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, string? export)
    {
        Study = await studies.GetAsync(id, HttpContext.RequestAborted);
        if (Study.State == RateStudyState.Waiting)
            return Page();
        var rows = await studies.RevenueAsync(id, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(RateStudyTables.Revenue, rows.ToAsyncEnumerable(), export!, cancellationToken: HttpContext.RequestAborted);
        Revenue = RateStudyTables.Revenue.ToScreen(rows, texts, totals: true);
        Bands = [.. (await studies.BandsAsync(id, HttpContext.RequestAborted)).Select(b => new ChartBar(Label(b), b.Accounts))];
        return Page();
    }

    private string Label(RateStudyBand band) => (band.From, band.To) switch
    {
        (0m, 0m) => texts["Billing:RateStudy.Same"],
        (null, { } to) => $"< {Figure(to)}",
        ({ } from, null) => $"> {Figure(from)}",
        var (from, to) => $"{Figure(from!.Value)} … {Figure(to!.Value)}",
    };

    private static string Figure(decimal percent) => percent.ToString("+0;-0;0", CultureInfo.InvariantCulture);
}
