using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Billing.Registers;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Reports;

/// <summary>M21: the town's mail by month and department.</summary>
[Authorize(BillingPermissions.MailLog.View)]
public sealed class MailLogModel(IMailLogAppService log, IClock clock, IStringLocalizer texts) : PageModel
{
    private const int MonthsShown = 12;

    public string FromText { get; private set; } = "";
    public string ThroughText { get; private set; } = "";
    public ScreenTable Table { get; private set; } = null!;
    public long Unpriced { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? from, string? through, string? export)
    {
        var last = Month(through) ?? clock.Today;
        var first = Month(from) ?? last.AddMonths(1 - MonthsShown);
        (FromText, ThroughText) = (first.ToString("yyyy-MM", CultureInfo.InvariantCulture), last.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        var rows = (await log.SummaryAsync(first, last, HttpContext.RequestAborted)).Select(r => r.Department.Length > 0 ? r : r with { Department = texts["Billing:MailLog.NoSender"] }).ToList();
        if (ExportResult.Asked(export))
            return await this.ExportAsync(RegisterTables.MailLog, rows, export!, $"mail-log-{FromText}-{ThroughText}", cancellationToken: HttpContext.RequestAborted);
        Unpriced = rows.Sum(r => r.Unpriced);
        Table = RegisterTables.MailLog.ToScreen(rows, texts, totals: true);
        return Page();
    }

    private static DateOnly? Month(string? text) => DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;
}
