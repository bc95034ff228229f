using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Pages.Customers.ServiceChanges;

/// <summary>The services opened or ended for many accounts, newest first.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class IndexModel(IServiceChangeAppService changes) : PageModel
{
    public PagedResult<ServiceChangeDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await changes.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_ChangeList", this);
    }
}
