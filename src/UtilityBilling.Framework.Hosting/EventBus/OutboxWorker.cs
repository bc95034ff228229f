using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UtilityBilling.Hosting.BackgroundJobs;

namespace UtilityBilling.Hosting.EventBus;

/// <summary>Delivers what waits in the outbox: at once when this process wrote it, and at a look every few seconds.</summary>
internal sealed partial class OutboxWorker(OutboxProcessor processor, WorkSignal signal, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await processor.DeliverNextAsync(stoppingToken).ConfigureAwait(false))
                    await signal.WaitAsync(Look, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the database may be away for a while
            catch (Exception error)
#pragma warning restore CA1031
            {
                Stumbled(error);
                await Task.Delay(Look, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read; it is tried again")]
    private partial void Stumbled(Exception error);
}
