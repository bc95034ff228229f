namespace UtilityBilling.EventBus;

/// <summary>Tells other parts of the same transaction that something happened.</summary>
public interface ILocalEventBus
{
    Task PublishAsync<TEvent>(TEvent eventData, CancellationToken cancellationToken = default) where TEvent : class;
}

/// <summary>Handles an event inside the transaction that raised it; its failure undoes both.</summary>
public interface ILocalEventHandler<in TEvent> where TEvent : class
{
    Task HandleAsync(TEvent eventData, CancellationToken cancellationToken);
}

/// <summary>Puts an event into the outbox in the same transaction; it is delivered at least once after commit.</summary>
public interface IDistributedEventBus
{
    /// <param name="type">The event's name, for example <c>Billing.BillRunPosted</c>.</param>
    /// <param name="recordId">The record it is about. An outbox row holds no personal data and no amounts.</param>
    Task PublishAsync(string type, Guid recordId, CancellationToken cancellationToken = default);
}

/// <summary>Handles a delivered outbox event in a unit of work of its own. What it writes is kept once; what it does outside the database may come twice.</summary>
public interface IDistributedEventHandler
{
    string EventType { get; }
    Task HandleAsync(Guid recordId, CancellationToken cancellationToken);
}
