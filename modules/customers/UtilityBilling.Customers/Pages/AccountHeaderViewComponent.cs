using Microsoft.AspNetCore.Mvc;
using UtilityBilling.Customers.Accounts;

namespace UtilityBilling.Customers.Pages;

/// <summary>
/// The head of every account page, for any module: facts, figures, alerts and tabs. In a page's Tabs section:
/// <c>@await Component.InvokeAsync("AccountHeader", new { accountId = Model.Id, activeTab = "ledger" })</c>.
/// </summary>
public sealed class AccountHeaderViewComponent(IAccountAppService accounts) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid accountId, string activeTab) =>
        View((await accounts.HeaderAsync(accountId, HttpContext.RequestAborted), activeTab));
}
