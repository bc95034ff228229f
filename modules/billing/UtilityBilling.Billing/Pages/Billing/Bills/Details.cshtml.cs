using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Billing.Pages.Billing.Bills;

[Authorize(BillingPermissions.Bills.View)]
public sealed class DetailsModel(IBillAppService bills) : PageModel
{
    public BillDetailDto Bill { get; private set; } = null!;

    public IReadOnlyList<ChartBar> Bars { get; private set; } = [];

    public async Task OnGetAsync(Guid id)
    {
        Bill = await bills.GetAsync(id, HttpContext.RequestAborted);
        Bars = BillCharts.Bars(Bill.Usage, CultureInfo.CurrentUICulture);
    }
}
