using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Emails;

/// <summary>The servers that the town sends by and reads bounces from, with a message to try them.</summary>
[Authorize(BillingPermissions.Bills.EmailServer)]
public sealed class ServerModel(IEmailServerAppService servers, IStringLocalizer texts) : PageModel
{
    [BindProperty] public EmailServerInput Input { get; set; } = new();
    [BindProperty] public string? TestAddress { get; set; }
    public EmailServerDto? Stored { get; private set; }

    public async Task OnGetAsync()
    {
        Stored = await servers.FindAsync(HttpContext.RequestAborted);
        if (Stored is not { } s)
            return;
        Input = new EmailServerInput
        {
            SmtpHost = s.SmtpHost, SmtpPort = s.SmtpPort, SmtpEncryption = s.SmtpEncryption, SmtpUser = s.SmtpUser, FromAddress = s.FromAddress, ReplyTo = s.ReplyTo, BounceAddress = s.BounceAddress,
            OwnBounceAddress = s.OwnBounceAddress, PerMinute = s.PerMinute, ImapHost = s.ImapHost, ImapPort = s.ImapPort ?? 993, ImapEncryption = s.ImapEncryption, ImapUser = s.ImapUser,
        };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Stored = await servers.FindAsync(HttpContext.RequestAborted);
        if (!ModelState.IsValid)
            return this.Invalid();
        await servers.SaveAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Email.ServerSaved"]);
        return this.GoTo("/Billing/Emails/Server");
    }

    public async Task<IActionResult> OnPostTestAsync()
    {
        ModelState.Clear();
        await OnGetAsync();
        var result = await servers.TestAsync(TestAddress, HttpContext.RequestAborted);
        if (result.WasTaken)
            this.Alerts().Success(texts["Billing:Email.TestTaken", TestAddress!]);
        else
            this.Alerts().Warning(texts["Billing:Email.TestRefused", result.Words ?? ""]);
        return this.GoTo("/Billing/Emails/Server");
    }
}
