using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Premises;

/// <summary>Corrects a premise's address, parcel, cycle or note.</summary>
[Authorize(CustomersPermissions.Accounts.Edit)]
public sealed class EditModel(IPremiseAppService premises, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public PremiseInput Input { get; set; } = new();
    public string Address { get; private set; } = "";

    public async Task OnGetAsync()
    {
        var premise = await premises.GetAsync(Id, HttpContext.RequestAborted);
        (Address, Input) = (premise.Address, premise.Input);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await premises.UpdateAsync(Id, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Saved"]);
        return this.GoTo($"/Customers/Premises/{Id}");
    }
}
