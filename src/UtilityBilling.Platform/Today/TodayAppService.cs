using UtilityBilling.Authorization;
using UtilityBilling.Navigation;

namespace UtilityBilling.Platform.Today;

/// <summary>What waits for the person, oldest first.</summary>
public interface ITodayAppService
{
    Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken = default);
}

internal sealed class TodayAppService(IEnumerable<ITodayQueueContributor> contributors, IPermissionChecker permissions) : ITodayAppService
{
    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken = default)
    {
        var queues = new List<TodayQueue>();
        foreach (var contributor in contributors)
            if (await permissions.IsGrantedAsync(contributor.Permission, cancellationToken).ConfigureAwait(false))
                queues.AddRange(await contributor.QueuesAsync(cancellationToken).ConfigureAwait(false));
        return [.. queues.Where(q => q.Count > 0).OrderBy(q => q.Oldest ?? DateOnly.MaxValue).ThenBy(q => q.TextKey, StringComparer.Ordinal)];
    }
}
