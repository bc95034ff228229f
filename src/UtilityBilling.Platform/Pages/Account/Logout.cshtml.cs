using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Platform.Account;
using UtilityBilling.Uow;

namespace UtilityBilling.Platform.Pages.Account;

[AllowAnonymous, DisableUnitOfWork]
public sealed class LogoutModel(ISignInAppService signIn) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync(HttpContext.RequestAborted);
        return LocalRedirect("/Account/Login");
    }
}
