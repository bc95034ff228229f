using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Pages.Customers.Accounts;

/// <summary>CA-06: who else gets this account's bills and notices.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class RecipientsModel(IAccountAppService accounts, IRecipientAppService recipients, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public RecipientInput Input { get; set; } = new();
    public AccountHeaderDto Header { get; private set; } = null!;
    public IReadOnlyList<RecipientDto> Recipients { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Languages { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input = new RecipientInput { From = clock.Today };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await recipients.AddAsync(Id, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Recipients.Added"]);
        return this.GoTo($"/Customers/Accounts/{Id}/Recipients");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid recipient)
    {
        ModelState.Clear();
        await LoadAsync();
        await recipients.EndAsync(Id, recipient, clock.Today, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Recipients.Ended"]);
        return this.GoTo($"/Customers/Accounts/{Id}/Recipients");
    }

    private async Task LoadAsync()
    {
        Header = await accounts.HeaderAsync(Id, HttpContext.RequestAborted);
        Recipients = await recipients.OfAccountAsync(Id, HttpContext.RequestAborted);
        Languages = [.. ((string[])["en", "es", "both"]).Select(l => new SelectListItem(texts[$"Customers:Language.{l}"], l))];
    }
}
