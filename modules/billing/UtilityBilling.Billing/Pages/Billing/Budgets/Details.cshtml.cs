using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Budgets;

/// <summary>One plan: its bills, its settlements, its amounts.</summary>
[Authorize(BillingPermissions.Budgets.View)]
public sealed class DetailsModel(IBudgetAppService budgets, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public BudgetAmountInput Change { get; private set; } = new();
    public BudgetEndInput End { get; private set; } = new();
    public BudgetPlanDetailDto Detail { get; private set; } = null!;

    public async Task OnGetAsync() => Detail = await budgets.GetAsync(Id, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostChangeAsync([Bind(Prefix = "Change")] BudgetAmountInput change)
    {
        Change = change;
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await budgets.ChangeAmountAsync(Id, change, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Budgets.AmountChanged"]);
        return this.GoTo($"/Billing/Budgets/{Id}");
    }

    public async Task<IActionResult> OnPostEndAsync([Bind(Prefix = "End")] BudgetEndInput end)
    {
        End = end;
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await budgets.EndAsync(Id, end, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Budgets.Ended"]);
        return this.GoTo($"/Billing/Budgets/{Id}");
    }
}
