using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Auditing;
using UtilityBilling.Customers.Accounts;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>What was done with the account, its customer and its occupancies, in words.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class HistoryModel(IAccountAppService accounts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public AccountHeaderDto Header { get; private set; } = null!;
    public IReadOnlyList<RecordHistoryEntry> Entries { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Header = await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        Entries = await accounts.HistoryAsync(Id, HttpContext.RequestAborted);
    }
}
