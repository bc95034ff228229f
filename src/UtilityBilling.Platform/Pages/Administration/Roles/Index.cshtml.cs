using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Roles;

namespace UtilityBilling.Platform.Pages.Administration.Roles;

[Authorize(PlatformPermissions.Roles.View)]
public sealed class IndexModel(IRoleAppService roles) : PageModel
{
    public IReadOnlyList<RoleView> Roles { get; private set; } = [];

    public IReadOnlyList<PersonConflict> People { get; private set; } = [];

    public IReadOnlyList<RightsGroup> Groups => roles.Groups();

    public async Task OnGetAsync()
    {
        Roles = await roles.ListAsync(HttpContext.RequestAborted);
        People = await roles.PeopleInConflictAsync(HttpContext.RequestAborted);
    }
}
