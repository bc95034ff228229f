using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Registers;

namespace UtilityBilling.Billing.Pages.Reports;

[Authorize(BillingPermissions.Reports.View)]
public sealed class BillingRegisterModel(IRegisterAppService registers, RunChoice choice, IStringLocalizer texts) : RunRegisterModel<BillingRegisterRow>(RegisterTables.BillingRegister, choice, texts)
{
    protected override IAsyncEnumerable<BillingRegisterRow> RowsAsync(Guid run) => registers.BillingRegisterAsync(run, HttpContext.RequestAborted);
}
