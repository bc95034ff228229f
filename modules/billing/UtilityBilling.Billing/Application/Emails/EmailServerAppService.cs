using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Emails;

internal sealed class EmailServerAppService(
    IUtilityBillingDbContext database, IPermissionChecker permissions, EmailSecrets secrets, MailTrust trust, ITownProfileProvider profiles, Microsoft.Extensions.Localization.IStringLocalizer texts, IBackgroundJobManager jobs, IGuidGenerator guids,
    IClock clock, IAuditScope audit) : IEmailServerAppService
{
    public async Task<EmailServerDto?> FindAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        return await database.Set<EmailServer>().AsNoTracking().Select(s => new EmailServerDto(
            s.Id, s.SmtpHost, s.SmtpPort, s.SmtpEncryption, s.SmtpUser, s.SmtpSecret != null, s.FromAddress, s.ReplyTo, s.BounceAddress, s.OwnBounceAddress, s.PerMinute, s.ImapHost, s.ImapPort, s.ImapEncryption, s.ImapUser,
            s.ImapSecret != null, s.LastError, s.PausedUntil, s.MailboxReadAt, s.MailboxError)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task SaveAsync(EmailServerInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.EmailServer, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        var imapHost = Trimmed(input.ImapHost);
        if (imapHost is not null && (input.ImapPort is null || Trimmed(input.ImapUser) is null))
            throw new BusinessException("Billing:Email.MailboxIncomplete").ForField("Input.ImapUser");
        var server = await database.Set<EmailServer>().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (server is null)
            database.Set<EmailServer>().Add(server = new EmailServer { Id = guids.Create(), SmtpHost = "", SmtpPort = 0, SmtpEncryption = default, FromAddress = "", BounceAddress = "", OwnBounceAddress = true, PerMinute = 0, ImapEncryption = default });
        // A stored password never goes to another server than the one that it was entered for.
        if (input.SmtpHost!.Trim() != server.SmtpHost || Trimmed(input.SmtpUser) != server.SmtpUser)
            server.SmtpSecret = null;
        if (imapHost != server.ImapHost || Trimmed(input.ImapUser) != server.ImapUser)
            server.ImapSecret = null;
        (server.SmtpHost, server.SmtpPort, server.SmtpEncryption, server.SmtpUser) = (input.SmtpHost.Trim(), input.SmtpPort!.Value, input.SmtpEncryption, Trimmed(input.SmtpUser));
        (server.FromAddress, server.ReplyTo, server.BounceAddress, server.OwnBounceAddress, server.PerMinute) = (input.FromAddress!.Trim(), Trimmed(input.ReplyTo), input.BounceAddress!.Trim(), input.OwnBounceAddress, input.PerMinute!.Value);
        (server.ImapHost, server.ImapPort, server.ImapEncryption, server.ImapUser) = (imapHost, imapHost is null ? null : input.ImapPort, input.ImapEncryption, imapHost is null ? null : Trimmed(input.ImapUser));
        if (!string.IsNullOrEmpty(input.SmtpPassword))
            server.SmtpSecret = secrets.Protect(input.SmtpPassword);
        if (!string.IsNullOrEmpty(input.ImapPassword))
            server.ImapSecret = secrets.Protect(input.ImapPassword);
        (server.LastError, server.PausedUntil, server.MailboxError) = (null, null, null);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<EmailTestResult> TestAsync(string? address, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.EmailServer, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(address) || !new EmailAddressAttribute().IsValid(address.Trim()) || !MailboxAddress.TryParse(address.Trim(), out var to))
            throw new BusinessException("Billing:Email.NoAddress").ForField("TestAddress");
        var server = await database.Set<EmailServer>().AsNoTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw new BusinessException("Billing:Email.NoServer");
        var town = await profiles.GetAsync(cancellationToken).ConfigureAwait(false);
        var message = EmailComposer.Envelope(server, town.Name, to, EmailMessage.MessageIdOf(guids.Create(), server.FromAddress), clock.UtcNow);
        message.Subject = texts["Billing:Email.Test.Subject", town.Name];
        message.Body = new TextPart("plain") { Text = texts["Billing:Email.Test.Body", town.Name] };
        using var post = new EmailPost(server, secrets.Reveal(server.SmtpSecret), trust);
        var result = await post.SendAsync(message, null, cancellationToken).ConfigureAwait(false);
        audit.Note(nameof(EmailServer), server.Id, $"test: {result.Outcome}");
        return new EmailTestResult(result.Outcome == PostOutcome.Taken, MailTrust.Say(texts, result.Words));
    }

    public async Task ReadMailboxAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.PrintJobs, cancellationToken).ConfigureAwait(false);
        var server = await database.Set<EmailServer>().AsNoTracking().SingleOrDefaultAsync(s => s.ImapHost != null, cancellationToken).ConfigureAwait(false) ?? throw new BusinessException("Billing:Email.NoMailbox");
        await jobs.EnqueueAsync(BounceReadJob.Type, server.Id, cancellationToken).ConfigureAwait(false);
        audit.Note(nameof(EmailServer), server.Id, "mailbox");
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
