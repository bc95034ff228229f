using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Customers;

/// <summary>Enters a person or an organisation, for example an owner who has no account.</summary>
[Authorize(CustomersPermissions.Accounts.Edit)]
public sealed class NewModel(ICustomerAppService customers, IStringLocalizer texts) : PageModel
{
    [BindProperty] public CustomerInput Input { get; set; } = new();

    public void OnGet() => CustomerForms.WithBlankContacts(Input);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        var id = await customers.CreateAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Saved"]);
        return this.GoTo($"/Customers/Customers/{id}/Edit");
    }
}
