using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Registers;

namespace UtilityBilling.Billing.Pages.Reports;

[Authorize(BillingPermissions.Reports.View)]
public sealed class SuspendedModel(IRegisterAppService registers, RunChoice choice, IStringLocalizer texts) : RunRegisterModel<SuspendedRow>(RegisterTables.Suspended, choice, texts)
{
    protected override IAsyncEnumerable<SuspendedRow> RowsAsync(Guid run) => registers.SuspendedAsync(run, HttpContext.RequestAborted);
}
