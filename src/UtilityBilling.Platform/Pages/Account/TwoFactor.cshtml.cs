using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Account;
using UtilityBilling.Uow;

namespace UtilityBilling.Platform.Pages.Account;

[AllowAnonymous, DisableUnitOfWork]
public sealed class TwoFactorModel(ISignInAppService signIn) : PageModel
{
    [BindProperty]
    public CodeInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync() => await signIn.AwaitsSecondFactorAsync() ? Page() : LocalRedirect("/Account/Login");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await signIn.SecondFactorAsync(Input.Code, HttpContext.RequestAborted);
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/");
    }
}
