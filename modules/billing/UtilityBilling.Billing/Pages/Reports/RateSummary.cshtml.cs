using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Registers;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;

namespace UtilityBilling.Billing.Pages.Reports;

[Authorize(BillingPermissions.Reports.View)]
public sealed class RateSummaryModel(IRegisterAppService registers, RunChoice choice, IStringLocalizer texts) : PageModel
{
    public RunChoice Choice { get; } = choice;

    public ScreenTable? Register { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? run, string? export)
    {
        await Choice.LoadAsync(run, HttpContext.RequestAborted);
        if (Choice.Chosen is not { } id)
            return Page();
        if (ExportResult.Asked(export))
            return await this.ExportAsync(RegisterTables.RateSummary, await registers.RateSummaryAsync(id, HttpContext.RequestAborted), export!, cancellationToken: HttpContext.RequestAborted);
        Register = RegisterTables.RateSummary.ToScreen(await registers.RateSummaryAsync(id, HttpContext.RequestAborted), texts, totals: true);
        return Page();
    }
}
