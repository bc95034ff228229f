using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Uow;

namespace UtilityBilling.Platform.Pages.Administration.Towns;

[Authorize(PlatformPermissions.Towns.Manage), DisableUnitOfWork]
public sealed class EditModel(ITownAppService towns, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid? Id { get; set; }
    [BindProperty] public TownInput Input { get; set; } = new();

    public async Task OnGetAsync()
    {
        if (HttpMethods.IsGet(Request.Method) && Id is { } id)
            Input = await towns.GetAsync(id, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        if (Id is { } id)
        {
            await towns.UpdateAsync(id, Input, HttpContext.RequestAborted);
            return Done(texts["Platform:Saved"]);
        }
        var (town, password) = await towns.CreateAsync(Input, HttpContext.RequestAborted);
        return Done(texts["Platform:Towns.Created", town.Name, Input.AdminUserName ?? "", password]);
    }

    private IActionResult Done(string text)
    {
        this.Alerts().Success(text);
        return this.GoTo("/Administration/Towns");
    }
}
