using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Charges;

/// <summary>What may be charged beside the services, at which price, to which account.</summary>
[Authorize(BillingPermissions.Charges.View)]
public sealed class CodesModel(IMiscChargeCodeAppService codes, IPermissionChecker rights, IClock clock, IStringLocalizer texts) : PageModel
{
    public MiscChargeCodeInput Input { get; private set; } = new();
    public IReadOnlyList<MiscChargeCodeDto> Codes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Accounts { get; private set; } = [];
    public bool MayEdit { get; private set; }

    public async Task OnGetAsync()
    {
        Input.From ??= clock.Today;
        Codes = await codes.ListAsync(HttpContext.RequestAborted);
        Accounts = [.. (await codes.AccountsAsync(HttpContext.RequestAborted)).Select(a => new SelectListItem($"{a.FundCode} {a.Code} {a.Name}", a.Id.ToString()))];
        MayEdit = await rights.IsGrantedAsync(BillingPermissions.Charges.Codes, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] MiscChargeCodeInput input)
    {
        Input = input;
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await codes.SetAsync(input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Charges.CodeSet", input.Code!]);
        return this.GoTo("/Billing/Charges/Codes");
    }

    public async Task<IActionResult> OnPostActivateAsync(Guid codeId, bool active)
    {
        await codes.ActivateAsync(codeId, active, HttpContext.RequestAborted);
        return this.GoTo("/Billing/Charges/Codes");
    }
}
