using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Uow;

namespace UtilityBilling.Platform.Pages.Administration.Towns;

[Authorize(PlatformPermissions.Towns.Manage), DisableUnitOfWork]
public sealed class IndexModel(ITownAppService towns) : PageModel
{
    public PagedResult<TownRow> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await towns.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}
