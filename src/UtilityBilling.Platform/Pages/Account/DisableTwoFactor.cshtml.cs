using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Account;

namespace UtilityBilling.Platform.Pages.Account;

[SignedIn]
public sealed class DisableTwoFactorModel(IAccountAppService account, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public ConfirmInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await account.DisableSecondFactorAsync(Input.Password, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Platform:DisableTwoFactor.Done"]);
        return this.GoTo("/Account/Manage");
    }
}
