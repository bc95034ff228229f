using UtilityBilling.Authorization;
using UtilityBilling.Navigation;
using UtilityBilling.Timing;

namespace UtilityBilling.Platform.Today;

/// <summary>What waits for the person, oldest first.</summary>
public interface ITodayAppService
{
    Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken = default);

    /// <summary>What the calendars say of today and the two weeks after it, by day.</summary>
    Task<IReadOnlyList<TodayDate>> DatesAsync(CancellationToken cancellationToken = default);
}

internal sealed class TodayAppService(IEnumerable<ITodayQueueContributor> contributors, IEnumerable<ITodayDateContributor> calendars, IPermissionChecker permissions, IClock clock) : ITodayAppService
{
    private const int DaysShown = 14;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken = default)
    {
        var queues = new List<TodayQueue>();
        foreach (var contributor in contributors)
            if (await permissions.IsGrantedAsync(contributor.Permission, cancellationToken).ConfigureAwait(false))
                queues.AddRange(await contributor.QueuesAsync(cancellationToken).ConfigureAwait(false));
        return [.. queues.Where(q => q.Count > 0).OrderBy(q => q.Oldest ?? DateOnly.MaxValue).ThenBy(q => q.TextKey, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<TodayDate>> DatesAsync(CancellationToken cancellationToken = default)
    {
        var dates = new List<TodayDate>();
        foreach (var calendar in calendars)
            if (await permissions.IsGrantedAsync(calendar.Permission, cancellationToken).ConfigureAwait(false))
                dates.AddRange(await calendar.DatesAsync(clock.Today, clock.Today.AddDays(DaysShown), cancellationToken).ConfigureAwait(false));
        return [.. dates.OrderBy(d => d.Day)];
    }
}
