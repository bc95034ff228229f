using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Accounts;

/// <summary>BR-19: what the account is charged for beside its services.</summary>
[Authorize(BillingPermissions.Charges.View)]
public sealed class ChargesModel(IMiscChargeAppService charges, IAccountAppService accounts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid AccountId { get; set; }
    public AccountHeaderDto Header { get; private set; } = null!;
    public PagedResult<MiscChargeDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        Header = await accounts.HeaderAsync(AccountId, HttpContext.RequestAborted);
        List = await charges.ListAsync(new MiscChargeListRequest(MiscChargeFilter.All, AccountId, this.ListRequest()), HttpContext.RequestAborted);
        return this.PageOrPartial("_Charges", List);
    }
}
