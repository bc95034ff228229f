using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Adjustments;

[Authorize(BillingPermissions.Ledger.Adjust)]
public sealed class NewModel(IAdjustmentAppService adjustments, IAccountLedger ledger, IAccountAppService accounts, IStringLocalizer texts) : AdjustmentPage
{
    [BindProperty(SupportsGet = true)]
    public Guid AccountId { get; set; }

    [BindProperty]
    public AdjustmentForm Input { get; set; } = new();

    public AccountHeaderDto Account { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Charges { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Reasons { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Account = await accounts.HeaderAsync(AccountId, HttpContext.RequestAborted);
        Charges = Items(await ledger.OpenChargesAsync(AccountId, HttpContext.RequestAborted));
        Reasons = Items(await adjustments.ReasonsAsync(HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        var id = await adjustments.RequestAsync(Input.ToInput(AccountId), HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Adjustments.Asked"]);
        return this.GoTo($"/Billing/Adjustments/{id}");
    }
}
