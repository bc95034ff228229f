using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Budgets;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Budgets;

/// <summary>BR-18: who pays the same amount with every bill, and whose plan wants a look.</summary>
[Authorize(BillingPermissions.Budgets.View)]
public sealed class IndexModel(IBudgetAppService budgets, IPermissionChecker rights, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "show"), Display(Name = "Billing:Charges.Show")] public BudgetFilter Show { get; set; }
    [BindProperty(SupportsGet = true, Name = "q"), StringLength(100)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true, Name = "export")] public string? Export { get; set; }

    /// <summary>Whose plans take the amount that their history comes to.</summary>
    [BindProperty, Required, MinLength(1), Display(Name = "Billing:Budgets.ToReview")] public List<Guid> Plans { get; set; } = [];

    public PagedResult<BudgetPlanDto> List { get; private set; } = null!;
    public bool MayManage { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(BudgetWords.Table(texts), await budgets.AllAsync(Request(), HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        await LoadAsync();
        return this.PageOrPartial("_List", this);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var changed = await budgets.ReviewAsync(Plans, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Budgets.Reviewed", changed, Plans.Count - changed]);
        return this.GoTo("/Billing/Budgets");
    }

    private async Task LoadAsync()
    {
        MayManage = await rights.IsGrantedAsync(BillingPermissions.Budgets.Manage, HttpContext.RequestAborted);
        List = await budgets.ListAsync(Request(), HttpContext.RequestAborted);
    }

    private new BudgetListRequest Request() => new(Show, null, this.ListRequest());
}
