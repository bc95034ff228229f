using Microsoft.AspNetCore.Authorization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;

namespace UtilityBilling.Billing.Pages.Billing.Closings;

/// <summary>Those who moved out and wait for their final bill (M24).</summary>
[Authorize(BillingPermissions.BillRuns.View)]
public sealed class IndexModel(IClosingAppService closings, IPermissionChecker rights) : UnbilledPage(rights)
{
    protected override Task<IReadOnlyList<UnbilledDto>> RowsAsync() => closings.ClosingsAsync(HttpContext.RequestAborted);

    protected override Task<Guid> StartAsync(StartOffCycleInput input) => closings.StartFinalAsync(input, HttpContext.RequestAborted);
}
