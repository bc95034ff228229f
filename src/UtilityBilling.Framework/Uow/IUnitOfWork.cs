namespace UtilityBilling.Uow;

/// <summary>How a unit of work begins.</summary>
public enum UnitOfWorkMode
{
    /// <summary>Reads one consistent state; the database refuses a write.</summary>
    Read,

    /// <summary>One user action: all of it is kept, with its audit row, or none of it.</summary>
    Write,
}

/// <summary>One transaction of one town on one connection. There is one per scope, begun and ended explicitly.</summary>
public interface IUnitOfWork
{
    bool IsStarted { get; }
    UnitOfWorkMode Mode { get; }

    Task BeginAsync(UnitOfWorkMode mode, CancellationToken cancellationToken = default);

    /// <summary>Saves tracked changes, writes the audit row as the last statement, and commits.</summary>
    Task CompleteAsync(CancellationToken cancellationToken = default);

    /// <summary>Runs <paramref name="action"/> once the present unit of work is committed; not at all when it is undone. It must not fail and must not ask the database.</summary>
    void OnCompleted(Action action);

    /// <summary>Undoes everything since <see cref="BeginAsync"/>. Harmless when nothing is open.</summary>
    Task RollbackAsync();
}
