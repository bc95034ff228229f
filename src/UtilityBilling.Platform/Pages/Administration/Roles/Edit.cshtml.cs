using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Roles;

namespace UtilityBilling.Platform.Pages.Administration.Roles;

[Authorize(PlatformPermissions.Roles.Manage)]
public sealed class EditModel(IRoleAppService roles, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid? Id { get; set; }
    public RoleInput Input { get; set; } = new();
    public RoleView? Role { get; private set; }
    public IReadOnlyList<RightsGroup> Groups => roles.Groups();

    public async Task OnGetAsync()
    {
        Role = Id is { } id ? await roles.GetAsync(id, HttpContext.RequestAborted) : null;
        if (HttpMethods.IsGet(Request.Method) && Role is { } role)
            Input = new RoleInput { Name = role.Name, Description = role.Description, Rights = [.. role.Rights] };
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = nameof(Input))] RoleInput input)
    {
        Input = input;
        if (!ModelState.IsValid)
            return this.Invalid();
        if (Id is { } id)
            await roles.UpdateAsync(id, Input, HttpContext.RequestAborted);
        else
            await roles.CreateAsync(Input, HttpContext.RequestAborted);
        return Done(texts["Platform:Saved"]);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id) { await roles.RemoveAsync(id, HttpContext.RequestAborted); return Done(texts["Platform:Roles.Removed"]); }

    private IActionResult Done(string text) { this.Alerts().Success(text); return this.GoTo("/Administration/Roles"); }
}
