using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Collections.Receipts;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Collections.Pages.Collections.Receipts;

[Authorize(CollectionsPermissions.Receipts.Take)]
public sealed class NewModel(IReceiptAppService receipts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Account { get; set; }

    [BindProperty]
    public NewReceiptForm Input { get; set; } = new();

    public PayableAccountDto? Payer { get; private set; }

    public async Task OnGetAsync()
    {
        Account = string.IsNullOrWhiteSpace(Account) ? Input.AccountNumber : Account;
        Payer = await receipts.FindAccountAsync(Account ?? "", HttpContext.RequestAborted);
        Input.Amount ??= Payer is { Balance: > 0 } ? Payer.Balance : null;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        var id = await receipts.TakeAsync(Input.ToInput(PageForms.PostedIdempotencyKey(Request)), HttpContext.RequestAborted);
        return this.GoTo($"/Collections/Receipts/{id}");
    }
}
