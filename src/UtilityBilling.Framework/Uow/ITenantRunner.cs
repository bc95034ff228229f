using UtilityBilling.MultiTenancy;
using UtilityBilling.Users;

namespace UtilityBilling.Uow;

/// <summary>Runs work for one town as one person in a scope and unit of work of its own: jobs, `ub`, seeds and tests.</summary>
public interface ITenantRunner
{
    /// <summary>Runs <paramref name="work"/> in one transaction; a deadlock or serialisation failure repeats the whole of it, at most three times.</summary>
    Task<T> RunAsync<T>(TenantInfo? tenant, Actor actor, UnitOfWorkMode mode, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken = default);

    /// <summary>Opens a scope for the town without a transaction: for long work that begins a unit of work per page.</summary>
    Task<T> InScopeAsync<T>(TenantInfo? tenant, Actor actor, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken = default);
}

public static class TenantRunnerExtensions
{
    public static Task WriteAsync(this ITenantRunner runner, TenantInfo? tenant, Actor actor, Func<IServiceProvider, Task> work, CancellationToken cancellationToken = default) =>
        runner.RunAsync(tenant, actor, UnitOfWorkMode.Write, async services => { await work(services).ConfigureAwait(false); return true; }, cancellationToken);

    public static Task<T> WriteAsync<T>(this ITenantRunner runner, TenantInfo? tenant, Actor actor, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken = default) =>
        runner.RunAsync(tenant, actor, UnitOfWorkMode.Write, work, cancellationToken);

    public static Task<T> ReadAsync<T>(this ITenantRunner runner, TenantInfo? tenant, Actor actor, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken = default) =>
        runner.RunAsync(tenant, actor, UnitOfWorkMode.Read, work, cancellationToken);
}
