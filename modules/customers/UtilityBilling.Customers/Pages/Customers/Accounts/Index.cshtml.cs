using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Pages.Tables;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>CA-01, CA-02: all accounts, past and present, found by whatever the caller knows.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class IndexModel(IAccountAppService accounts, CustomersTables tables) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "status")]
    public OccupancyStatus? Status { get; set; }

    [BindProperty(SupportsGet = true, Name = "export")]
    public string? Export { get; set; }

    public PagedResult<AccountListItem> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(tables.Accounts, await accounts.AllAsync(this.ListRequest(), Status, HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        List = await accounts.ListAsync(this.ListRequest(), Status, HttpContext.RequestAborted);
        return this.PageOrPartial("_AccountList", this);
    }
}
