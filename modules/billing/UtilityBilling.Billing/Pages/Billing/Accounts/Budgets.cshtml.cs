using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Customers.Accounts;

namespace UtilityBilling.Billing.Pages.Billing.Accounts;

/// <summary>BR-18: the account's budget plans, those that ended too.</summary>
[Authorize(BillingPermissions.Budgets.View)]
public sealed class BudgetsModel(IBudgetAppService budgets, IAccountAppService accounts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid AccountId { get; set; }
    public AccountHeaderDto Header { get; private set; } = null!;
    public IReadOnlyList<BudgetPlanDto> Plans { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Header = await accounts.HeaderAsync(AccountId, HttpContext.RequestAborted);
        Plans = await budgets.AllAsync(new BudgetListRequest(BudgetFilter.All, AccountId), HttpContext.RequestAborted);
    }
}
