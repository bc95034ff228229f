using Microsoft.Extensions.Logging;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting.Uow;

internal sealed partial class TownLoop(ITenantStore towns, ITenantRunner runner, ILogger<TownLoop> logger) : ITownLoop
{
    public async Task ForEachTownAsync(Func<TenantInfo, IServiceProvider, Task> work, CancellationToken cancellationToken = default)
    {
        var all = await towns.ListAsync(cancellationToken).ConfigureAwait(false);
        if (all.Count == 0)
            throw new InvalidOperationException("There is no active town to work for; work that claims none has looked in the wrong place.");
        var failures = new List<Exception>();
        foreach (var town in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await runner.InScopeAsync(town, Actor.System, async services => { await work(town, services).ConfigureAwait(false); return true; }, cancellationToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // the next town must not suffer
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                TownFailed(town.Slug, error);
                failures.Add(error);
            }
        }
        if (failures.Count > 0)
            throw new AggregateException($"{failures.Count} of {all.Count} towns failed.", failures);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The work failed for the town {Town}; the others go on")]
    private partial void TownFailed(string town, Exception error);
}
