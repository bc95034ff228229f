using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>Works through the queue: at once when this process queued something, and at a look every few seconds for what others queued.</summary>
internal sealed partial class BackgroundJobWorker(BackgroundJobProcessor processor, WorkSignal signal, ILogger<BackgroundJobWorker> logger) : BackgroundService
{
    private const int Lanes = 2;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => LaneAsync(stoppingToken)));

    private async Task LaneAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await processor.RunNextAsync(stoppingToken).ConfigureAwait(false))
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The job queue could not be read; it is tried again")]
    private partial void Stumbled(Exception error);
}
