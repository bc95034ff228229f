using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>Where an account's mail goes and how statements are sent.</summary>
[Authorize(CustomersPermissions.Accounts.Edit)]
public sealed class EditModel(IAccountAppService accounts, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public AccountSettingsInput Input { get; set; } = new();
    public string Number { get; private set; } = "";

    public async Task OnGetAsync() => (Number, Input) = await accounts.SettingsAsync(Id, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await accounts.UpdateAsync(Id, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Saved"]);
        return this.GoTo($"/Customers/Accounts/{Id}");
    }
}
