using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Registers;

namespace UtilityBilling.Billing.Pages.Reports;

[Authorize(BillingPermissions.Reports.View)]
public sealed class RateSummaryModel(IRegisterAppService registers, RunChoice choice, IStringLocalizer texts) : RunRegisterModel<RateSummaryRow>(RegisterTables.RateSummary, choice, texts)
{
    protected override async IAsyncEnumerable<RateSummaryRow> RowsAsync(Guid run)
    {
        foreach (var row in await registers.RateSummaryAsync(run, HttpContext.RequestAborted))
            yield return row;
    }
}
