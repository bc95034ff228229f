using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Reports;

[Authorize(BillingPermissions.Reports.View)]
public sealed class TrialBalanceModel(ITrialBalance balances, IClock clock, IStringLocalizer texts) : PageModel
{
    public string FromText { get; private set; } = "";

    public string ToText { get; private set; } = "";

    public ScreenTable Table { get; private set; } = null!;

    public IReadOnlyList<ControlTie> Ties { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(DateOnly? from, DateOnly? to, string? export)
    {
        var last = to ?? clock.Today;
        var first = from ?? new DateOnly(last.Year, last.Month, 1);
        (FromText, ToText) = (first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var report = await balances.GeneralLedgerAsync(first, last, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(LedgerTables.TrialBalance, report.Rows, export!, $"trial-balance-{FromText}-{ToText}", cancellationToken: HttpContext.RequestAborted);
        Table = LedgerTables.TrialBalance.ToScreen(report.Rows, texts, totals: true);
        Ties = report.Ties;
        return Page();
    }
}
