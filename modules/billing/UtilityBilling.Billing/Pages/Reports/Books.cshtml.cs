using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Ledger;

namespace UtilityBilling.Billing.Pages.Reports;

[Authorize(BillingPermissions.Reports.View)]
public sealed class BooksModel(IBooksVerification books) : PageModel
{
    public IReadOnlyList<BooksCheckResult> Checks { get; private set; } = [];

    public async Task OnGetAsync() => Checks = await books.VerifyAsync(HttpContext.RequestAborted);
}
