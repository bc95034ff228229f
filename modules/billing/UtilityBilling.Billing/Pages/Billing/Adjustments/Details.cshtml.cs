using Microsoft.AspNetCore.Authorization;
using UtilityBilling.Billing.Ledger;

namespace UtilityBilling.Billing.Pages.Billing.Adjustments;

[Authorize(BillingPermissions.Ledger.View)]
public sealed class DetailsModel(IAdjustmentAppService adjustments) : AdjustmentPage
{
    public AdjustmentDto Adjustment { get; private set; } = null!;

    public async Task OnGetAsync(Guid id) => Adjustment = await adjustments.GetAsync(id, HttpContext.RequestAborted);
}
