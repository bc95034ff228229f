using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Charges;

[Authorize(BillingPermissions.Charges.View)]
public sealed class DetailsModel(IMiscChargeAppService charges, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public MiscChargeAmountInput Change { get; private set; } = new();
    public MiscChargeEndInput End { get; private set; } = new();
    public MiscChargeDetailDto Detail { get; private set; } = null!;

    public async Task OnGetAsync() => Detail = await charges.GetAsync(Id, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostChangeAsync([Bind(Prefix = "Change")] MiscChargeAmountInput change)
    {
        Change = change;
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await charges.ChangeAmountAsync(Id, change, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Charges.AmountChanged"]);
        return this.GoTo($"/Billing/Charges/{Id}");
    }

    public async Task<IActionResult> OnPostEndAsync([Bind(Prefix = "End")] MiscChargeEndInput end)
    {
        End = end;
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await charges.EndAsync(Id, end, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Charges.Ended"]);
        return this.GoTo($"/Billing/Charges/{Id}");
    }
}
