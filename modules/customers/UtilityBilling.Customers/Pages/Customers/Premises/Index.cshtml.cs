using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.Pages.Tables;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Pages.Customers.Premises;

/// <summary>All premises, found by address, parcel or legacy id.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class IndexModel(IPremiseAppService premises) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "export")]
    public string? Export { get; set; }

    public PagedResult<PremiseListItem> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(CustomersTables.Premises, await premises.AllAsync(this.ListRequest(), HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        List = await premises.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_PremiseList", this);
    }
}
