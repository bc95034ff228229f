using Microsoft.AspNetCore.Authorization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;

namespace UtilityBilling.Billing.Pages.Billing.Closings;

/// <summary>Active services of billed periods that no bill covers (R5), and the way to bill them now.</summary>
[Authorize(BillingPermissions.BillRuns.View)]
public sealed class UnbilledModel(IClosingAppService closings, IPermissionChecker rights) : UnbilledPage(rights)
{
    protected override Task<IReadOnlyList<UnbilledDto>> RowsAsync() => closings.UnbilledAsync(HttpContext.RequestAborted);

    protected override Task<Guid> StartAsync(StartOffCycleInput input) => closings.StartOffCycleAsync(input, HttpContext.RequestAborted);
}
