using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Uow;

/// <summary>Does the same work for every active town, each in a scope and on a connection of its own. One town's failure does not stop the next.</summary>
public interface ITownLoop
{
    /// <summary>Works as the built-in user, without a transaction: the work begins its own. It fails at the end when a town failed, and at once when there is no town.</summary>
    Task ForEachTownAsync(Func<TenantInfo, IServiceProvider, Task> work, CancellationToken cancellationToken = default);
}
