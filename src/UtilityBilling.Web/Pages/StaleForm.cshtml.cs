using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace UtilityBilling.Web.Pages;

/// <summary>A form that was open too long, or was opened before one signed in: its proof of origin no longer holds. Nothing of it was kept.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class StaleFormModel : PageModel
{
    public void OnGet() => Response.StatusCode = StatusCodes.Status400BadRequest;

    public void OnPost() => OnGet();
}
