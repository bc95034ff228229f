using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting.Uow;

public sealed class TenantRunner(IServiceScopeFactory scopes, ICurrentTenant tenants, ICurrentUser users) : ITenantRunner
{
    public Task<T> RunAsync<T>(TenantInfo? tenant, Actor actor, UnitOfWorkMode mode, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken = default) =>
        RetryAsync(() => InScopeAsync(tenant, actor, async services =>
        {
            var unit = services.GetRequiredService<IUnitOfWork>();
            await unit.BeginAsync(mode, cancellationToken).ConfigureAwait(false);
            var result = await work(services).ConfigureAwait(false);
            await unit.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }, cancellationToken));

    public async Task<T> InScopeAsync<T>(TenantInfo? tenant, Actor actor, Func<IServiceProvider, Task<T>> work, CancellationToken cancellationToken = default)
    {
        using var changedTenant = tenants.Change(tenant);
        using var changedUser = users.Change(actor);
        var scope = scopes.CreateAsyncScope();
        await using var _ = scope.ConfigureAwait(false);
        return await work(scope.ServiceProvider).ConfigureAwait(false);
    }

    private static async Task<T> RetryAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception error) when (attempt < PassingFailure.MaxAttempts && PassingFailure.Is(error))
            {
                await Task.Delay(PassingFailure.WaitAfter(attempt)).ConfigureAwait(false);
            }
        }
    }
}
