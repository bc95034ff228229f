using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.EventBus;

namespace UtilityBilling.Hosting.EventBus;

public sealed class LocalEventBus(IServiceProvider services) : ILocalEventBus
{
    public async Task PublishAsync<TEvent>(TEvent eventData, CancellationToken cancellationToken = default) where TEvent : class
    {
        foreach (var handler in services.GetServices<ILocalEventHandler<TEvent>>())
            await handler.HandleAsync(eventData, cancellationToken).ConfigureAwait(false);
    }
}
