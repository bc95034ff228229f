using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Accounts;

[Authorize(BillingPermissions.Ledger.View)]
public sealed class LedgerModel(IAccountLedger ledger, IAccountAppService accounts, IPermissionChecker permissions) : PageModel
{
    private const int Rows = 50;

    public Guid AccountId { get; private set; }

    public AccountHeaderDto Header { get; private set; } = null!;

    public IReadOnlyList<OpenChargeDto> Open { get; private set; } = [];

    public LedgerPage Entries { get; private set; } = null!;

    public bool MayAdjust { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid accountId, DateTimeOffset? at, Guid? below)
    {
        AccountId = accountId;
        Header = await accounts.HeaderAsync(accountId, HttpContext.RequestAborted);
        Open = await ledger.OpenChargesAsync(accountId, HttpContext.RequestAborted);
        Entries = await ledger.PageAsync(accountId, below is { } id ? new LedgerPosition(at ?? DateTimeOffset.MaxValue, id) : null, Rows, HttpContext.RequestAborted);
        MayAdjust = await permissions.IsGrantedAsync(BillingPermissions.Ledger.Adjust, HttpContext.RequestAborted);
        return this.PageOrPartial("_Entries", this);
    }
}
