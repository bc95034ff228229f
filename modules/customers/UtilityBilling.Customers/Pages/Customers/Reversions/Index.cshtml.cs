using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.Pages.Tables;
using UtilityBilling.Customers.Reversions;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Pages.Customers.Reversions;

/// <summary>CA-07: landlords' agreements for the time between two tenants.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class IndexModel(IReversionAppService reversions, CustomersTables tables) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "export")]
    public string? Export { get; set; }

    public PagedResult<ReversionDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var request = this.ListRequest();
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(tables.Reversions, await reversions.AllAsync(request, HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        List = await reversions.ListAsync(request, HttpContext.RequestAborted);
        return this.PageOrPartial("_ReversionList", List);
    }
}
