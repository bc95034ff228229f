using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Stock;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;

namespace UtilityBilling.Billing.Pages.Billing.Stock;

/// <summary>M11: what is on hand and what to order; the order goes out as a file.</summary>
[Authorize(BillingPermissions.Stock.View)]
public sealed class IndexModel(IStockAppService stock, IPermissionChecker rights) : PageModel
{
    private static readonly Table<StockOrderDto> OrderTable = new Table<StockOrderDto>("orders", "Billing:Stock.Orders")
        .Text("Billing:Stock.Code", o => o.Code, 12)
        .Text("Billing:Template.Name", o => TemplateWords.Name(o.NameEn, o.NameEs), 30)
        .Integer("Billing:Stock.OnHand", o => o.OnHand)
        .Integer("Billing:Stock.ReorderLevel", o => o.ReorderLevel)
        .Integer("Billing:Stock.Order", o => o.Units)
        .Text("Billing:Stock.Unit", o => TemplateWords.Name(o.UnitEn, o.UnitEs), 16)
        .Integer("Billing:Stock.Pieces", o => o.Pieces)
        .Text("Billing:Stock.Vendor", o => o.Vendor ?? "", 24)
        .Integer("Billing:Stock.VendorUnits", o => o.VendorUnits)
        .Money("Billing:Stock.OrderTotal", o => o.Total)
        .Integer("Billing:Stock.LeadDays", o => o.LeadDays);

    public IReadOnlyList<StockItemDto> List { get; private set; } = [];
    public IReadOnlyList<StockOrderDto> Orders { get; private set; } = [];
    public bool MayEdit { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        Orders = await stock.OrdersAsync(HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(OrderTable, Orders.ToAsyncEnumerable(), export!, cancellationToken: HttpContext.RequestAborted);
        List = await stock.ListAsync(HttpContext.RequestAborted);
        MayEdit = await rights.IsGrantedAsync(BillingPermissions.Stock.Edit, HttpContext.RequestAborted);
        return Page();
    }
}
