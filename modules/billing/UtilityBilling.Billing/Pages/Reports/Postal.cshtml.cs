using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Postage;
using UtilityBilling.Billing.Registers;

namespace UtilityBilling.Billing.Pages.Reports;

[Authorize(BillingPermissions.Reports.View)]
public sealed class PostalModel(IPostageAppService postage, RunChoice choice, IStringLocalizer texts) : RunRegisterModel<PostalRow>(RegisterTables.Postal, choice, texts)
{
    protected override async IAsyncEnumerable<PostalRow> RowsAsync(Guid run)
    {
        foreach (var row in await postage.SummaryAsync(run, HttpContext.RequestAborted))
            yield return row;
    }
}
