using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Postage;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Postage;

[Authorize(BillingPermissions.Bills.View)]
public sealed class IndexModel(IPostageAppService postage, IPermissionChecker permissions, IStringLocalizer texts) : PageModel
{
    [BindProperty] public PostageRateInput Input { get; set; } = new();
    public IReadOnlyList<PostageRateDto> Rates { get; private set; } = [];
    public bool MayWrite { get; private set; }

    public async Task OnGetAsync()
    {
        Rates = await postage.RatesAsync(HttpContext.RequestAborted);
        MayWrite = await permissions.IsGrantedAsync(BillingPermissions.Bills.Messages, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await postage.AddRateAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Postage.Added"]);
        return this.GoTo("/Billing/Postage");
    }
}
