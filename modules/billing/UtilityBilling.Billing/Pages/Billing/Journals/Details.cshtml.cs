using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Ledger;

namespace UtilityBilling.Billing.Pages.Billing.Journals;

[Authorize(BillingPermissions.Ledger.View)]
public sealed class DetailsModel(IAccountLedger ledger) : PageModel
{
    public JournalDto Journal { get; private set; } = null!;

    /// <summary>The page of the document that was posted, where it has one.</summary>
    public string? SourceUrl => Journal.Kind switch
    {
        "Bill" or "BillReversal" => $"/Billing/Bills/{Journal.SourceId}",
        "Receipt" or "ReceiptVoid" => $"/Collections/Receipts/{Journal.SourceId}",
        "Adjustment" => $"/Billing/Adjustments/{Journal.SourceId}",
        _ => null,
    };

    public async Task OnGetAsync(Guid id) => Journal = await ledger.JournalAsync(id, HttpContext.RequestAborted);
}
