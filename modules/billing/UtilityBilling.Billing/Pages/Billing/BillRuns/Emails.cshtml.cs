using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

/// <summary>BR-15: how the e-mails of a run stand, and what to do about those that did not arrive.</summary>
[Authorize(BillingPermissions.Bills.View)]
public sealed class EmailsModel(IEmailAppService emails, IPermissionChecker permissions, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public RunEmailsDto Run { get; private set; } = null!;
    public bool MaySend { get; private set; }

    public async Task OnGetAsync()
    {
        Run = await emails.OfRunAsync(Id, HttpContext.RequestAborted);
        MaySend = await permissions.IsGrantedAsync(BillingPermissions.Bills.PrintJobs, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostSendAsync()
    {
        await OnGetAsync();
        return Done("Billing:Email.Queued", await emails.QueueAsync(Id, HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostRestAsync()
    {
        await OnGetAsync();
        return Done("Billing:Email.RestOnPaper", await emails.RestToPaperAsync(Id, HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostAgainAsync(Guid email)
    {
        await OnGetAsync();
        await emails.RetryAsync(email, HttpContext.RequestAborted);
        return Done("Billing:Email.Again");
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid email)
    {
        await OnGetAsync();
        await emails.ConfirmSentAsync(email, HttpContext.RequestAborted);
        return Done("Billing:Email.Confirmed");
    }

    public async Task<IActionResult> OnPostPaperAsync(Guid email)
    {
        await OnGetAsync();
        await emails.ToPaperAsync(email, HttpContext.RequestAborted);
        return Done("Billing:Email.OnPaperNow");
    }

    private IActionResult Done(string key, params object[] values)
    {
        this.Alerts().Success(texts[key, values]);
        return this.GoTo($"/Billing/BillRuns/{Id}/Emails");
    }
}
