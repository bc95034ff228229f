using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Ledger;

namespace UtilityBilling.Billing.Pages.Reports;

[Authorize(BillingPermissions.Reports.View)]
public sealed class BooksModel(IBooksVerification books) : PageModel
{
    public IReadOnlyList<BooksCheckResult> Checks { get; private set; } = [];

    /// <summary>Whether the charges of every bill were worked out again, too.</summary>
    public bool IncludesRates { get; private set; }

    public async Task OnGetAsync(bool rates = false) => (IncludesRates, Checks) = (rates, await books.VerifyAsync(rates, HttpContext.RequestAborted));
}
