using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Users;

namespace UtilityBilling.Platform.Pages.Administration.Users;

[Authorize(PlatformPermissions.Users.View)]
public sealed class IndexModel(IUserAppService users, UserTable table) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "export")]
    public string? Export { get; set; }

    public PagedResult<UserRow> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(table.Definition, table.AllAsync(this.ListRequest(), State, HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        List = await users.ListAsync(this.ListRequest(), State, HttpContext.RequestAborted);
        return this.PageOrPartial("_List", this);
    }
}
