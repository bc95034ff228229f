using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Account;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Pages.Account;

[SignedIn, AllowOldPassword]
public sealed class ChangePasswordModel(IAccountAppService account, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public PasswordInput Input { get; set; } = new();

    public bool IsOwed => User.HasClaim(UserClaims.MustChangePassword, "true");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await account.ChangePasswordAsync(Input.Present, Input.NewPassword, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Platform:ChangePassword.Done"]);
        return this.GoTo(IsOwed ? "/" : "/Account/Manage");
    }
}
