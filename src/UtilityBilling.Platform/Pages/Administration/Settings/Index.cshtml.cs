using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Settings;

namespace UtilityBilling.Platform.Pages.Administration.Settings;

[Authorize(PlatformPermissions.Settings.View)]
public sealed class IndexModel(ISettingAppService settings) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Q { get; set; }

    public IReadOnlyList<SettingGroup> Groups { get; private set; } = [];

    public async Task OnGetAsync() => Groups = await settings.ListAsync(Q, HttpContext.RequestAborted);
}
