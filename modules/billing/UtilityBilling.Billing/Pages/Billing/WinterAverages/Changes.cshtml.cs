using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.WinterAverages;

/// <summary>Our changes of a period, as the partner city gets them.</summary>
[Authorize(BillingPermissions.WinterAverages.View)]
public sealed class ChangesModel(IWinterAverageExchange exchange, IWinterAverageBatchAppService winters, IClock clock, IStringLocalizer texts) : PageModel
{
    private const int Shown = 500;

    public IReadOnlyList<string> Services { get; private set; } = [];

    public string? Service { get; private set; }

    public DateOnly From { get; private set; }

    public DateOnly Through { get; private set; }

    public int Count { get; private set; }

    public ScreenTable Table { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? service, DateOnly? from, DateOnly? through, string? export)
    {
        Services = await winters.ServicesAsync(HttpContext.RequestAborted);
        (Service, From, Through) = (service ?? (Services is [var first, ..] ? first : null), from ?? clock.Today.AddMonths(-1), through ?? clock.Today);
        var rows = await exchange.ChangesAsync(Service ?? "", From, Through, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(WinterTables.Changes, rows, export!, $"winter-average-changes-{WinterWords.Day(Through)}", cancellationToken: HttpContext.RequestAborted);
        Count = rows.Count;
        Table = WinterTables.Changes.ToScreen(rows.Take(Shown), texts);
        return Page();
    }
}
