using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Stock;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Stock;

/// <summary>A form that the office begins to keep in stock.</summary>
[Authorize(BillingPermissions.Stock.Edit)]
public sealed class NewModel(IStockAppService stock) : PageModel
{
    [BindProperty] public StockItemInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        return this.GoTo($"/Billing/Stock/{await stock.AddAsync(Input, HttpContext.RequestAborted)}");
    }
}
