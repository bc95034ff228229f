using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Emails;

/// <summary>
/// Reads what came back. A message is written down and acted upon in one transaction, and marked as seen in the mailbox after it: cut off between, it is read again and found to be
/// known. Nothing is deleted.
/// </summary>
internal sealed class BounceMailbox(ITenantRunner runner, ICurrentTenant tenant, ICurrentUser user, EmailSecrets secrets, MailTrust trust, IClock clock)
{
    private const int MostAtOnce = 500;

    /// <summary>A report longer than this is read by its heads alone.</summary>
    private const uint LongestRead = 2_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Returns how many messages were read.</summary>
    public async Task<int> ReadAsync(CancellationToken cancellationToken = default)
    {
        var (town, actor) = (tenant.Tenant!, user.Required);
        var server = await runner.ReadAsync(town, actor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<EmailServer>().AsNoTracking().SingleOrDefaultAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (server?.ImapHost is null)
            return 0;
        var (read, error) = (0, (string?)null);
        try
        {
            read = await ReadAsync(server, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception trouble) when (EmailPost.IsOfTheServer(trouble))
        {
            error = trouble.Message;
        }
        await runner.WriteAsync(town, actor, async s =>
        {
            var context = s.GetRequiredService<IUtilityBillingDbContext>();
            var row = await context.Set<EmailServer>().SingleAsync(cancellationToken).ConfigureAwait(false);
            (row.MailboxReadAt, row.MailboxError) = (clock.UtcNow, error?[..Math.Min(error.Length, 500)]);
            return await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return read;
    }

    private async Task<int> ReadAsync(EmailServer server, CancellationToken cancellationToken)
    {
        using var client = new ImapClient { Timeout = (int)Limit.TotalMilliseconds };
        await trust.ConnectAsync(client, server.ImapHost!, server.ImapPort!.Value, server.ImapEncryption, cancellationToken).ConfigureAwait(false);
        await client.AuthenticateAsync(server.ImapUser ?? "", secrets.Reveal(server.ImapSecret) ?? "", cancellationToken).ConfigureAwait(false);
        var inbox = client.Inbox ?? throw new ImapProtocolException("The mailbox has no inbox.");
        await inbox.OpenAsync(FolderAccess.ReadWrite, cancellationToken).ConfigureAwait(false);
        var unseen = (await inbox.SearchAsync(SearchQuery.NotSeen, cancellationToken).ConfigureAwait(false)).Take(MostAtOnce).ToList();
        foreach (var item in await inbox.FetchAsync(unseen, MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate, cancellationToken).ConfigureAwait(false))
        {
            var message = item.Size > LongestRead
                ? new MimeKit.MimeMessage(await inbox.GetHeadersAsync(item.UniqueId, cancellationToken).ConfigureAwait(false))
                : await inbox.GetMessageAsync(item.UniqueId, cancellationToken).ConfigureAwait(false);
            var (notice, at) = (BounceNotice.Read(message), item.InternalDate ?? clock.UtcNow);
            await runner.WriteAsync(tenant.Tenant!, user.Required, async s =>
            {
                await s.GetRequiredService<BounceBook>().TakeAsync(inbox.UidValidity, item.UniqueId.Id, at, notice, cancellationToken).ConfigureAwait(false);
                return true;
            }, cancellationToken).ConfigureAwait(false);
            await inbox.AddFlagsAsync(item.UniqueId, MessageFlags.Seen, silent: true, cancellationToken).ConfigureAwait(false);
        }
        await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        return unseen.Count;
    }
}

/// <summary>Writes down what came back, once, and acts upon it.</summary>
internal sealed class BounceBook(IUtilityBillingDbContext database, EmailOutbox outbox, IGuidGenerator guids)
{
    public async Task TakeAsync(long validity, long uid, DateTimeOffset at, BounceNotice notice, CancellationToken cancellationToken)
    {
        if (await database.Set<EmailReport>().AnyAsync(r => r.MailboxValidity == validity && r.MailboxUid == uid, cancellationToken).ConfigureAwait(false))
            return;
        var email = await FindAsync(notice, cancellationToken).ConfigureAwait(false);
        database.Set<EmailReport>().Add(new EmailReport
        {
            Id = guids.Create(), MailboxValidity = validity, MailboxUid = uid, ReceivedAt = at.ToUniversalTime(), Kind = notice.Kind, From = notice.From, Subject = notice.Subject, Address = notice.Address, Status = notice.Status,
            Words = notice.Words, EmailId = email?.Id,
        });
        // What came back after its piece went on paper, or a second time, changes nothing any more.
        if (email is { State: EmailState.Sent or EmailState.InDoubt or EmailState.Sending })
            await ActAsync(email, notice, cancellationToken).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ActAsync(EmailMessage email, BounceNotice notice, CancellationToken cancellationToken)
    {
        if (notice.Kind == EmailReportKind.Permanent)
        {
            await outbox.BounceAsync(email, BounceNotice.BlamesAddress(notice.Status), notice.Words, cancellationToken).ConfigureAwait(false);
        }
        else if (notice.Kind == EmailReportKind.Temporary)
        {
            email.Words = notice.Words;
            await outbox.AgainAsync(email, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<EmailMessage?> FindAsync(BounceNotice notice, CancellationToken cancellationToken)
    {
        var emails = database.Set<EmailMessage>();
        if (notice.Key is { } key && await emails.SingleOrDefaultAsync(m => m.Id == key, cancellationToken).ConfigureAwait(false) is { } byKey)
            return byKey;
        return notice.MessageId is { } id ? await emails.SingleOrDefaultAsync(m => m.MessageId == id, cancellationToken).ConfigureAwait(false) : null;
    }
}
