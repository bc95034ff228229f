using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.EndToEndTests.Pages.Kit;

[AllowAnonymous]
public sealed class KitSignInModel : PageModel
{
    [BindProperty]
    public string UserName { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    public IActionResult OnPost() => ModelState.IsValid ? this.GoTo("/Kit") : this.Invalid();
}
