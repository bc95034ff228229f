using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Premises;

/// <summary>M8: a new premise with its parcel. Owner, facts and service points are added on its page.</summary>
[Authorize(CustomersPermissions.Accounts.Edit)]
public sealed class NewModel(IPremiseAppService premises, IStringLocalizer texts) : PageModel
{
    [BindProperty] public PremiseInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        var id = await premises.CreateAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Saved"]);
        return this.GoTo($"/Customers/Premises/{id}");
    }
}
