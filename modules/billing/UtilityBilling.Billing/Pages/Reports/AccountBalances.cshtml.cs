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
public sealed class AccountBalancesModel(ITrialBalance balances, IClock clock, IStringLocalizer texts) : PageModel
{
    private const int Rows = 200;

    public string AsOfText { get; private set; } = "";

    public BalanceTie Tie { get; private set; } = null!;

    public ScreenTable Table { get; private set; } = null!;

    public Guid? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(DateOnly? asOf, Guid? after, string? export)
    {
        var day = asOf ?? clock.Today;
        AsOfText = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(LedgerTables.AccountBalances, balances.AllAccountsAsync(day, HttpContext.RequestAborted), export!, $"account-balances-{AsOfText}", cancellationToken: HttpContext.RequestAborted);
        Tie = await balances.AccountsTieAsync(day, HttpContext.RequestAborted);
        var rows = await balances.AccountsAsync(day, after, Rows, HttpContext.RequestAborted);
        Table = LedgerTables.AccountBalances.ToScreen(rows, texts);
        Next = rows.Count == Rows ? rows[^1].AccountId : null;
        return Page();
    }
}
