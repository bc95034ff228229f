using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Budgets;

/// <summary>Begins a plan, with what the history comes to beside the form.</summary>
[Authorize(BillingPermissions.Budgets.Manage)]
public sealed class NewModel(IBudgetAppService budgets, IAccountAppService accounts, IAccountDirectory directory, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid? AccountId { get; set; }
    [BindProperty(SupportsGet = true, Name = "account"), StringLength(40), Display(Name = "Billing:Field.Account")] public string? Account { get; set; }
    [BindProperty] public BudgetEnrolInput Input { get; set; } = new();
    public AccountHeaderDto? Header { get; private set; }
    public IReadOnlyList<BudgetPlace> Places { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Choices { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Months { get; } = [.. Enumerable.Range(1, 12).Select(m => new SelectListItem(BudgetWords.MonthName(m), m.ToString(CultureInfo.InvariantCulture)))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (AccountId is null && !string.IsNullOrWhiteSpace(Account))
        {
            if (await directory.FindAsync(Account.Trim(), HttpContext.RequestAborted) is { } found)
                return this.GoTo($"/Billing/Budgets/New?accountId={found.AccountId}");
            ModelState.AddModelError("account", texts["Billing:Charges.NoSuchAccount"]);
            return this.Invalid();
        }
        await LoadAsync();
        if (Places.FirstOrDefault(p => p.Refusal is null) is { } first)
            Input = new BudgetEnrolInput { OccupancyId = first.OccupancyId, From = clock.Today, Amount = first.Proposal.Amount, TrueUpMonth = first.TrueUpMonth };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (AccountId is not { } account)
            return NotFound();
        await LoadAsync();
        if (Input.OccupancyId is { } asked && Places.All(p => p.OccupancyId != asked))
            return NotFound();
        if (!ModelState.IsValid)
            return this.Invalid();
        var id = await budgets.EnrolAsync(account, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Budgets.Enrolled"]);
        return this.GoTo($"/Billing/Budgets/{id}");
    }

    private async Task LoadAsync()
    {
        if (AccountId is not { } account)
            return;
        Header = await accounts.HeaderAsync(account, HttpContext.RequestAborted);
        Places = await budgets.PlacesAsync(account, HttpContext.RequestAborted);
        Choices = [.. Places.Where(p => p.Refusal is null).Select(p => new SelectListItem(p.Address, p.OccupancyId.ToString()))];
    }
}
