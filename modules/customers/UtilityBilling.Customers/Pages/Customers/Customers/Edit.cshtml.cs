using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Customers;

/// <summary>CA-02: a customer with all accounts, past and present; the form for who may change it.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class EditModel(ICustomerAppService customers, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public CustomerInput Input { get; set; } = new();
    public CustomerDto Customer { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Customer = await customers.GetAsync(Id, HttpContext.RequestAborted);
        Input = Customer.Input;
        CustomerForms.WithBlankContacts(Input);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await customers.UpdateAsync(Id, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Saved"]);
        return this.GoTo($"/Customers/Customers/{Id}/Edit");
    }
}
