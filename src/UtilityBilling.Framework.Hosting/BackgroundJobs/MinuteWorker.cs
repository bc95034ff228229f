using Microsoft.Extensions.DependencyInjection;
using Quartz;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;

namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>Short work that a module does for each town every minute, on one node: it looks for what is due and queues it.</summary>
public interface ITownMinuteWork
{
    /// <summary>Begins its own units of work; a repeat must do nothing twice.</summary>
    Task RunAsync(TenantInfo town, CancellationToken cancellationToken = default);
}

/// <summary>Every minute: does what the modules do for each town.</summary>
[DisallowConcurrentExecution]
public sealed class MinuteWorker(MinuteProcessor processor) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await processor.RunAsync(cancellationToken).ConfigureAwait(false);
}

public sealed class MinuteProcessor(ITenantStore store, ITownLoop towns)
{
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        // A fresh instance has no town yet; that is no error every minute.
        if ((await store.ListAsync(cancellationToken).ConfigureAwait(false)).Count == 0)
            return;
        await towns.ForEachTownAsync(async (town, services) =>
        {
            foreach (var work in services.GetServices<ITownMinuteWork>())
                await work.RunAsync(town, cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }
}
