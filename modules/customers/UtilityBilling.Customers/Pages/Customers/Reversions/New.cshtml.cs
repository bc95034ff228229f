using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Reversions;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Pages.Customers.Reversions;

/// <summary>CA-07, CA-08: a landlord's agreement for one or many of the premises that they own.</summary>
[Authorize(CustomersPermissions.Reversions.Manage)]
public sealed class NewModel(IReversionAppService reversions, IAccountAppService accounts, IClock clock, IStringLocalizer texts) : PageModel
{
    private const int MostFound = 10;

    [BindProperty] public AddReversionsInput Input { get; set; } = new();
    public AccountHeaderDto? Account { get; private set; }
    public IReadOnlyList<AccountListItem> Found { get; private set; } = [];
    public IReadOnlyList<LandlordPremise> Premises { get; private set; } = [];

    public async Task OnGetAsync(Guid? account, Guid? premise, string? q)
    {
        if ((Input.AccountId ?? account) is not { } landlord)
        {
            Found = string.IsNullOrWhiteSpace(q) ? [] : (await accounts.ListAsync(new PagedRequest { Q = q, PageSize = MostFound }, null, HttpContext.RequestAborted)).Items;
            return;
        }

        Account = await accounts.HeaderAsync(landlord, HttpContext.RequestAborted);
        Premises = await reversions.PremisesAsync(landlord, premise, HttpContext.RequestAborted);
        Input.AccountId = landlord;
        Input.From ??= clock.Today;
        if (premise is { } one && Input.Premises.Count == 0)
            Input.Premises.Add(one);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync(null, null, null);
        if (!ModelState.IsValid)
            return this.Invalid();
        var count = await reversions.AddAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Customers:Reversion.Added", count]);
        return this.GoTo("/Customers/Reversions");
    }
}
