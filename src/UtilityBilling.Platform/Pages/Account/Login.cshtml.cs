using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Account;
using UtilityBilling.Uow;

namespace UtilityBilling.Platform.Pages.Account;

[AllowAnonymous, DisableUnitOfWork]
public sealed class LoginModel(ISignInAppService signIn) : PageModel
{
    [BindProperty]
    public LoginInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IReadOnlyList<SelectListItem> Towns { get; private set; } = [];

    public async Task OnGetAsync() => Towns = Choices.Of(await signIn.TownsToChooseAsync(HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        var step = await signIn.SignInAsync(Input.Town, Input.UserName, Input.Password, HttpContext.RequestAborted);
        var next = Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/";
        return LocalRedirect(step == SignInStep.SignedIn ? next : "/Account/TwoFactor" + new QueryBuilder { { "returnUrl", next } });
    }

}
