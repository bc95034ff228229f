using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Emails;

/// <summary>What came back into the bounce mailbox, and what was made of it.</summary>
[Authorize(BillingPermissions.Bills.View)]
public sealed class MailboxModel(IEmailAppService emails, IEmailServerAppService servers, IPermissionChecker permissions, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public bool Open { get; set; }
    public PagedResult<EmailReportDto> List { get; private set; } = null!;
    public EmailServerDto? Server { get; private set; }
    public bool MaySend { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return this.PageOrPartial("_MailboxList", this);
    }

    public async Task<IActionResult> OnPostReadAsync()
    {
        await LoadAsync();
        await servers.ReadMailboxAsync(HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Email.MailboxReading"]);
        return this.GoTo("/Billing/Emails/Mailbox");
    }

    public async Task<IActionResult> OnPostSettleAsync(Guid report)
    {
        await LoadAsync();
        await emails.SettleReportAsync(report, HttpContext.RequestAborted);
        return this.GoTo("/Billing/Emails/Mailbox");
    }

    private async Task LoadAsync()
    {
        List = await emails.ReportsAsync(this.ListRequest(), Open, HttpContext.RequestAborted);
        Server = await servers.FindAsync(HttpContext.RequestAborted);
        MaySend = await permissions.IsGrantedAsync(BillingPermissions.Bills.PrintJobs, HttpContext.RequestAborted);
    }
}
