using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

[Authorize(BillingPermissions.Tariffs.View)]
public sealed class DetailsModel(ITariffAppService tariffs) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public TariffVersionDetailDto Tariff { get; private set; } = null!;

    public TariffSheet Sheet { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Tariff = await tariffs.GetAsync(Id, HttpContext.RequestAborted);
        Sheet = TariffSheet.Of(Tariff.Document);
    }

    public async Task<IActionResult> OnPostRequestApprovalAsync()
    {
        await OnGetAsync();
        await tariffs.RequestApprovalAsync(Id, HttpContext.RequestAborted);
        return this.GoTo($"/Billing/Tariffs/{Id}");
    }
}
