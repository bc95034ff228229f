using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Billing.Pages.Billing.Bills;

[Authorize(BillingPermissions.Bills.View)]
public sealed class DetailsModel(IBillAppService bills, IPermissionChecker rights) : PageModel
{
    public BillDetailDto Bill { get; private set; } = null!;

    public bool MayCorrect { get; private set; }

    public IReadOnlyList<ChartBar> Bars { get; private set; } = [];

    public async Task OnGetAsync(Guid id)
    {
        Bill = await bills.GetAsync(id, HttpContext.RequestAborted);
        MayCorrect = Bill.TakenBack is null && await rights.IsGrantedAsync(BillingPermissions.BillRuns.Prepare, HttpContext.RequestAborted);
        Bars = BillCharts.Bars(Bill.Usage, CultureInfo.CurrentUICulture);
    }
}
