using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.RateStudies;

[Authorize(BillingPermissions.Tariffs.View)]
public sealed class DetailsModel(IRateStudyAppService studies, IStringLocalizer texts) : PageModel
{
    public RateStudyDto Study { get; private set; } = null!;

    /// <summary>How far the work is while there is no result.</summary>
    public JobStanding? Job { get; private set; }

    public ScreenTable? Revenue { get; private set; }

    public IReadOnlyList<ChartBar> Bands { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, string? export)
    {
        Study = await studies.GetAsync(id, HttpContext.RequestAborted);
        var waits = Study.State == RateStudyState.Waiting;
        Job = waits ? await studies.JobAsync(id, HttpContext.RequestAborted) : null;
        if (this.IsPartial())
            return Standing();
        if (waits)
            return Page();
        var rows = await studies.RevenueAsync(id, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(RateStudyTables.Revenue, rows.ToAsyncEnumerable(), export!, cancellationToken: HttpContext.RequestAborted);
        Revenue = RateStudyTables.Revenue.ToScreen(rows, texts, totals: true);
        Bands = [.. (await studies.BandsAsync(id, HttpContext.RequestAborted)).Select(b => new ChartBar(Label(b), b.Accounts))];
        return Page();
    }

    /// <summary>How far it is. Once there is a result or a failure, the whole page is loaded again: it is another one now.</summary>
    private PartialViewResult Standing()
    {
        if (Study.State != RateStudyState.Waiting || Job is { HasFailed: true })
            Response.Headers["HX-Refresh"] = "true";
        return Partial("_JobStanding", (Job, texts["Billing:RateStudy.WaitingText"].Value));
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
