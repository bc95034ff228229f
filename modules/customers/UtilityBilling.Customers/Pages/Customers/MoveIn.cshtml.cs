using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Pages.Customers.Customers;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Pages.Customers;

/// <summary>CA-04, CA-10, PR-11: premise, newcomer, services, old debts, in one guided form.</summary>
[Authorize(CustomersPermissions.Moves.Manage)]
public sealed class MoveInModel(IMoveAppService moves, IPremiseAppService premises, ICustomerAppService customers, UtilityBilling.Customers.Accounts.IAccountAppService accounts, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty] public MoveInInput Input { get; set; } = new();
    public MoveInDraft? Draft { get; private set; }
    public UtilityBilling.Customers.Accounts.AccountHeaderDto? Account { get; private set; }
    public CustomerDto? Customer { get; private set; }
    public PagedResult<PremiseListItem>? PremisesFound { get; private set; }
    public IReadOnlyList<CustomerChoice> CustomersFound { get; private set; } = [];
    public IReadOnlyList<OldDebtDto> Debts { get; private set; } = [];
    public IReadOnlyList<string> ServiceNames => MoveInForms.ServiceNames(Draft!);

    public async Task OnGetAsync(Guid? premise, Guid? customer, Guid? account, DateOnly? on, string? q, string? who)
    {
        var ct = HttpContext.RequestAborted;
        // Who moves within the town keeps the account: its customer is the newcomer.
        if (account is { } kept)
            customer ??= (Account = await accounts.HeaderAsync(kept, ct)).CustomerId;
        if (premise is null && Input.PremiseId is null)
        {
            PremisesFound = string.IsNullOrWhiteSpace(q) ? null : await premises.ListAsync(new PagedRequest { Q = q }, ct);
            return;
        }
        Input.On ??= on;
        Draft = await moves.DraftAsync((Input.PremiseId ?? premise)!.Value, Input.On ?? clock.Today, ct);
        MoveInForms.Fill(Input, Draft, customer, account, clock.Today);
        Customer = Input.CustomerId is { } id ? await customers.GetAsync(id, ct) : null;
        CustomersFound = string.IsNullOrWhiteSpace(who) ? [] : await customers.FindAsync(who, CustomerForms.MostFound, ct);
        Debts = await moves.OldDebtsAsync(Input, ct);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        var result = await moves.MoveInAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts[$"Customers:MoveIn.Done.{result.Status}", result.AccountNumber]);
        return this.GoTo($"/Customers/Accounts/{result.AccountId}/Services");
    }
}
