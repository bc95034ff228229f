using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Platform.Pages.Administration.Settings;

[Authorize(PlatformPermissions.Settings.View)]
public sealed class EditModel(ISettingAppService settings, IPermissionChecker permissions, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Name { get; set; } = "";
    [BindProperty] public SettingInput Input { get; set; } = new();
    public SettingView Setting { get; private set; } = null!;
    public IReadOnlyList<SettingEntry> History { get; private set; } = [];
    public bool MayChange { get; private set; }

    public async Task OnGetAsync()
    {
        Setting = await settings.GetAsync(Name, HttpContext.RequestAborted);
        History = await settings.HistoryAsync(Name, HttpContext.RequestAborted);
        MayChange = await permissions.IsGrantedAsync(PlatformPermissions.Settings.Manage, HttpContext.RequestAborted);
        Input = new SettingInput { Value = Setting.Value, EffectiveFrom = clock.Today };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await settings.SetAsync(Name, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Platform:Saved"]);
        return this.GoTo($"/Administration/Settings/Edit/{Name}");
    }
}
