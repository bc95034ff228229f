using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Account;

namespace UtilityBilling.Platform.Pages.Account;

[SignedIn]
public sealed class EnableTwoFactorModel(IAccountAppService account) : PageModel
{
    [BindProperty]
    public SecondFactorInput Input { get; set; } = new();

    public SecondFactorSetup Setup { get; private set; } = null!;

    /// <summary>Shown once, after the second factor was turned on.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public async Task OnGetAsync() => Setup = await account.BeginSecondFactorAsync(Input.Sealed.Length == 0 ? null : Input.Sealed, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        RecoveryCodes = await account.EnableSecondFactorAsync(Input.Sealed, Input.Code, Input.Password, HttpContext.RequestAborted);
        return Page();
    }

}
