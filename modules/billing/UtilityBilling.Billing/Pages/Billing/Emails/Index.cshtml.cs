using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Emails;

/// <summary>Every e-mail of a statement, newest first, and addresses that do not take mail.</summary>
[Authorize(BillingPermissions.Bills.View)]
public sealed class IndexModel(IEmailAppService emails, IPermissionChecker permissions, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public EmailState? State { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    public PagedResult<EmailDto> List { get; private set; } = null!;
    public IReadOnlyList<BadAddressDto> BadAddresses { get; private set; } = [];
    public bool MaySend { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return this.PageOrPartial("_List", this);
    }

    public async Task<IActionResult> OnPostClearAsync(Guid address)
    {
        await LoadAsync();
        await emails.ClearAddressAsync(address, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Email.AddressCleared"]);
        return this.GoTo("/Billing/Emails");
    }

    private async Task LoadAsync()
    {
        List = await emails.ListAsync(this.ListRequest(), State, Q, HttpContext.RequestAborted);
        BadAddresses = await emails.BadAddressesAsync(HttpContext.RequestAborted);
        MaySend = await permissions.IsGrantedAsync(BillingPermissions.Bills.PrintJobs, HttpContext.RequestAborted);
    }
}
