using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Users;

namespace UtilityBilling.Platform.Pages.Administration.Users;

[Authorize(PlatformPermissions.Users.Manage)]
public sealed class EditModel(IUserAppService users, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid? Id { get; set; }
    public UserInput Input { get; set; } = new();
    public UserDetail? Person { get; private set; }
    public IReadOnlyList<RoleChoice> Roles { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Roles = await users.RolesAsync(HttpContext.RequestAborted);
        Person = Id is { } id ? await users.GetAsync(id, HttpContext.RequestAborted) : null;
        if (HttpMethods.IsGet(Request.Method) && Person is { } person)
            Input = new UserInput { DisplayName = person.DisplayName, Email = person.Email, Roles = [.. person.Roles], OwnAccounts = await users.OwnAccountsAsync(person.Id, HttpContext.RequestAborted) };
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = nameof(Input))] UserInput input)
    {
        Input = input;
        if (!ModelState.IsValid)
            return this.Invalid();
        if (Id is { } id)
        {
            await users.UpdateAsync(id, Input, HttpContext.RequestAborted);
            await users.StateOwnAccountsAsync(id, Input.OwnAccounts, HttpContext.RequestAborted);
            return Done(id, texts["Platform:Saved"]);
        }
        var (created, password) = await users.CreateAsync(Input, HttpContext.RequestAborted);
        await users.StateOwnAccountsAsync(created, Input.OwnAccounts, HttpContext.RequestAborted);
        return Done(created, texts["Platform:Users.Created", Input.DisplayName, password]);
    }

    public async Task<IActionResult> OnPostDisableAsync(Guid id) { await users.SetEnabledAsync(id, false, HttpContext.RequestAborted); return Done(id, texts["Platform:Users.Disabled"]); }
    public async Task<IActionResult> OnPostEnableAsync(Guid id) { await users.SetEnabledAsync(id, true, HttpContext.RequestAborted); return Done(id, texts["Platform:Users.Enabled"]); }
    public async Task<IActionResult> OnPostResetAsync(Guid id) => Done(id, texts["Platform:Users.PasswordReset", await users.ResetPasswordAsync(id, HttpContext.RequestAborted)]);
    public async Task<IActionResult> OnPostResetFactorAsync(Guid id) { await users.ResetSecondFactorAsync(id, HttpContext.RequestAborted); return Done(id, texts["Platform:Users.FactorReset"]); }

    private IActionResult Done(Guid id, string text) { this.Alerts().Success(text); return this.GoTo($"/Administration/Users/Edit/{id}"); }
}
