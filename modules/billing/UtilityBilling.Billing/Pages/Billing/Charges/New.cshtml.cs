using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Charges;

/// <summary>Enters a charge, with a look at what the bill will say.</summary>
[Authorize(BillingPermissions.Charges.Enter)]
public sealed class NewModel(IMiscChargeAppService charges, IAccountAppService accounts, IAccountDirectory directory, ICycleChoices cycles, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid? AccountId { get; set; }
    [BindProperty(SupportsGet = true, Name = "account"), StringLength(40), Display(Name = "Billing:Field.Account")] public string? Account { get; set; }
    [BindProperty] public MiscChargeInput Input { get; set; } = new();
    public AccountHeaderDto? Header { get; private set; }
    public MiscChargePreview? Shown { get; private set; }
    public IReadOnlyList<SelectListItem> Codes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Cycles { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (AccountId is null && !string.IsNullOrWhiteSpace(Account))
        {
            if (await directory.FindAsync(Account.Trim(), HttpContext.RequestAborted) is { } found)
                return this.GoTo($"/Billing/Charges/New?accountId={found.AccountId}");
            ModelState.AddModelError("account", texts["Billing:Charges.NoSuchAccount"]);
            return this.Invalid();
        }
        Input.From = clock.Today;
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(bool preview)
    {
        if (AccountId is not { } account)
            return NotFound();
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        if (preview)
        {
            Shown = await charges.PreviewAsync(account, Input, HttpContext.RequestAborted);
            return Page();
        }
        var id = await charges.AddAsync(account, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Charges.Entered"]);
        return this.GoTo($"/Billing/Charges/{id}");
    }

    private async Task LoadAsync()
    {
        if (AccountId is not { } account)
            return;
        Header = await accounts.HeaderAsync(account, HttpContext.RequestAborted);
        Codes = [.. (await charges.CodesAsync(HttpContext.RequestAborted)).Select(c => new SelectListItem($"{c.Code} {MiscChargeWords.Name(c.NameEn, c.NameEs)}{(c.UnitPrice is { } price ? $", {price:0.00}" : "")}", c.Id.ToString()))];
        Places = [.. (await charges.PlacesAsync(account, HttpContext.RequestAborted)).Select(p => new SelectListItem($"{p.Address}, {MiscChargeWords.Day(p.From)} – {MiscChargeWords.Through(p.To)}", p.OccupancyId.ToString()))];
        Cycles = [.. (await cycles.ListAsync(HttpContext.RequestAborted)).Select(c => new SelectListItem($"{c.Code} {c.Name}", c.Id.ToString()))];
    }
}
