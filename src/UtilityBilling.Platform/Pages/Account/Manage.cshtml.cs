using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Account;

namespace UtilityBilling.Platform.Pages.Account;

[SignedIn]
public sealed class ManageModel(IAccountAppService account, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public PreferencesInput Input { get; set; } = new();

    public MyAccount Mine { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Mine = await account.GetAsync(HttpContext.RequestAborted);
        Input = new PreferencesInput { Email = Mine.Email, Language = Mine.Language, Theme = Mine.Theme, OwnAccounts = Mine.OwnAccounts };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await account.StateOwnAccountsAsync(Input.OwnAccounts, HttpContext.RequestAborted);
        await account.SavePreferencesAsync(Input.Email, Input.Language, Input.Theme, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Platform:Saved"]);
        return this.GoTo("/Account/Manage");
    }
}
