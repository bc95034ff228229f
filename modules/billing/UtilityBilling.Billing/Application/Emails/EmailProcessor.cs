using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Emails;

/// <summary>Sends what is due: claims one message, hands it over, marks it, and takes the next, until nothing is due or the minute's limit is reached.</summary>
internal sealed partial class EmailProcessor(ITenantRunner runner, ICurrentTenant tenant, ICurrentUser user, EmailSecrets secrets, MailTrust trust, IClock clock, ILogger<EmailProcessor> logger)
{
    /// <summary>Returns how many messages the server took.</summary>
    public async Task<int> SendAsync(Func<int, Task>? progress = null, CancellationToken cancellationToken = default)
    {
        var (town, actor) = (tenant.Tenant!, user.Required);
        var server = await runner.ReadAsync(town, actor, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<EmailServer>().AsNoTracking().SingleOrDefaultAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (server is null)
            return 0;
        await runner.WriteAsync(town, actor, s => s.GetRequiredService<EmailOutbox>().SweepAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        using var post = new EmailPost(server, secrets.Reveal(server.SmtpSecret), trust);
        for (var taken = 0; ;)
        {
            if (await runner.WriteAsync(town, actor, s => s.GetRequiredService<EmailOutbox>().ClaimAsync(cancellationToken), cancellationToken).ConfigureAwait(false) is not { } email)
                return taken;
            var result = await HandOverAsync(email, server, post, cancellationToken).ConfigureAwait(false);
            // What came of it is written down even where the work is being stopped.
            await runner.WriteAsync(town, actor, async s => { await s.GetRequiredService<EmailOutbox>().MarkAsync(email.Id, result, CancellationToken.None).ConfigureAwait(false); return true; }, CancellationToken.None).ConfigureAwait(false);
            if (result.Outcome == PostOutcome.ServerTrouble)
                return taken;
            if (result.Outcome == PostOutcome.Taken)
                taken++;
            if (progress is not null)
                await progress(taken).ConfigureAwait(false);
        }
    }

    private async Task<PostResult> HandOverAsync(ClaimedEmail email, EmailServer server, EmailPost post, CancellationToken cancellationToken)
    {
        MimeKit.MimeMessage message;
        try
        {
            message = await runner.ReadAsync(tenant.Tenant!, user.Required, s => s.GetRequiredService<EmailComposer>().ComposeAsync(email, server, clock.UtcNow, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // one message that cannot be made must not keep the others back; it goes on paper
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotMade(email.Id, error);
            return new PostResult(PostOutcome.Refused, error.GetType().Name);
        }
        return await post.SendAsync(message, EmailMessage.Key(email.Id), cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The e-mail {Id} could not be made")]
    private partial void NotMade(Guid id, Exception error);
}

/// <summary>Sends a town's outbox in the background. The record is the town's row of mail servers.</summary>
internal sealed class EmailSendJob(EmailProcessor processor) : IBackgroundJob
{
    public const string Type = "Billing.Emails.Send";

    public string JobType => Type;

    public Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken) =>
        processor.SendAsync(taken => progress.ReportAsync(taken, 0, "", cancellationToken), cancellationToken);
}

/// <summary>Reads a town's bounce mailbox in the background. The record is the town's row of mail servers.</summary>
internal sealed class BounceReadJob(BounceMailbox mailbox) : IBackgroundJob
{
    public const string Type = "Billing.Emails.ReadBounces";

    public string JobType => Type;

    public Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken) => mailbox.ReadAsync(cancellationToken);
}
