using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.Emails;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing;

/// <summary>Every minute, on one node: what is due is sent, and every few minutes the bounce mailboxes are read.</summary>
[DisallowConcurrentExecution]
internal sealed class EmailRoundWorker(EmailRound round) : IJob
{
    private const string EveryMinute = "0 * * * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await round.RunAsync(cancellationToken).ConfigureAwait(false);

    public static void Schedule(IQuartzBuilder quartz) => quartz.ScheduleJob<EmailRoundWorker>(trigger => trigger.WithIdentity("emails").WithCronSchedule(EveryMinute));
}

/// <summary>Looks after the outboxes of all towns.</summary>
internal sealed class EmailRound(ITenantStore towns, ITownLoop loop, ITenantRunner runner)
{
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if ((await towns.ListAsync(cancellationToken).ConfigureAwait(false)).Count > 0)
            await loop.ForEachTownAsync((town, services) => RunAsync(town, services, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(TenantInfo town, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (server, now) = await runner.ReadAsync(town, Actor.System, async s =>
            (await s.GetRequiredService<IUtilityBillingDbContext>().Set<EmailServer>().AsNoTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false), s.GetRequiredService<IClock>().UtcNow), cancellationToken).ConfigureAwait(false);
        if (server is null)
            return;
        var isPaused = server.PausedUntil > now;
        if (!isPaused && await runner.ReadAsync(town, Actor.System, s => s.GetRequiredService<EmailQueries>().HasWorkAsync(now, cancellationToken), cancellationToken).ConfigureAwait(false))
            await runner.WriteAsync(town, Actor.System, s => s.GetRequiredService<IBackgroundJobManager>().EnqueueAsync(EmailSendJob.Type, server.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (server.ImapHost is not null && (server.MailboxReadAt is null || server.MailboxReadAt <= now - BetweenReads))
            await services.GetRequiredService<BounceMailbox>().ReadAsync(cancellationToken).ConfigureAwait(false);
    }
}
