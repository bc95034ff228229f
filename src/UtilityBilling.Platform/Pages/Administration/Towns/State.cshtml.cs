using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Uow;

namespace UtilityBilling.Platform.Pages.Administration.Towns;

[Authorize(PlatformPermissions.Towns.Manage), DisableUnitOfWork]
public sealed class StateModel(ITownAppService towns, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public ReasonInput Input { get; set; } = new();
    public string TownName { get; private set; } = "";

    public async Task OnGetAsync() => TownName = (await towns.GetAsync(Id, HttpContext.RequestAborted)).Name;

    public Task<IActionResult> OnPostSuspendAsync() => SetAsync(false);
    public Task<IActionResult> OnPostResumeAsync() => SetAsync(true);


    private async Task<IActionResult> SetAsync(bool active)
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await towns.SetActiveAsync(Id, active, Input.Reason, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Platform:Saved"]);
        return this.GoTo("/Administration/Towns");
    }
}
