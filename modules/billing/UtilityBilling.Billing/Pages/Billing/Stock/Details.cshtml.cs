using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Stock;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Stock;

/// <summary>One form: what moved, who sells it, what uses it up.</summary>
[Authorize(BillingPermissions.Stock.View)]
public sealed class DetailsModel(IStockAppService stock, IPermissionChecker rights, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public StockReceiptInput Receipt { get; private set; } = new();
    public StockTakeInput Take { get; private set; } = new();
    public StockCountInput Count { get; private set; } = new();
    public VendorPriceInput Quote { get; private set; } = new();
    public StockRuleInput Rule { get; private set; } = new();
    public StockItemDetailDto Detail { get; private set; } = null!;
    public bool MayEdit { get; private set; }

    public async Task OnGetAsync()
    {
        var today = clock.Today;
        Receipt.Day ??= today;
        Take.Day ??= today;
        Quote.QuotedOn ??= today;
        Rule.From ??= today;
        Detail = await stock.GetAsync(Id, HttpContext.RequestAborted);
        Quote.PiecesPerUnit ??= Detail.Item.PiecesPerUnit;
        MayEdit = await rights.IsGrantedAsync(BillingPermissions.Stock.Edit, HttpContext.RequestAborted);
    }

    public Task<IActionResult> OnPostReceiveAsync([Bind(Prefix = "Receipt")] StockReceiptInput receipt) => EnterAsync(() => Receipt = receipt, () => stock.ReceiveAsync(Id, receipt, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostTakeAsync([Bind(Prefix = "Take")] StockTakeInput take) => EnterAsync(() => Take = take, () => stock.TakeAsync(Id, take, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostCountAsync([Bind(Prefix = "Count")] StockCountInput count) => EnterAsync(() => Count = count, () => stock.CountAsync(Id, count, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostQuoteAsync([Bind(Prefix = "Quote")] VendorPriceInput quote) => EnterAsync(() => Quote = quote, () => stock.QuoteAsync(Id, quote, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostRuleAsync([Bind(Prefix = "Rule")] StockRuleInput rule) => EnterAsync(() => Rule = rule, () => stock.SetRuleAsync(Id, rule, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostRetireAsync(bool retired) => EnterAsync(() => { }, () => stock.RetireAsync(Id, retired, HttpContext.RequestAborted));

    /// <summary>A form with a mistake in it stays open.</summary>
    public bool IsOpen(string form) => ModelState.Any(s => s.Key.StartsWith(form + ".", StringComparison.Ordinal) && s.Value!.Errors.Count > 0);

    private async Task<IActionResult> EnterAsync(Action keep, Func<Task> work)
    {
        keep();
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await work();
        this.Alerts().Success(texts["Billing:Stock.Entered"]);
        return this.GoTo($"/Billing/Stock/{Id}");
    }
}
