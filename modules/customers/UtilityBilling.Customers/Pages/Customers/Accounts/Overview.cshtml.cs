using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.Accounts;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>The hub: usage, last bill and payment, services, alerts.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class OverviewModel(IAccountAppService accounts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public AccountHeaderDto Header { get; private set; } = null!;
    public AccountOverviewDto Overview { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Header = await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        Overview = await accounts.OverviewAsync(Id, HttpContext.RequestAborted);
    }
}
