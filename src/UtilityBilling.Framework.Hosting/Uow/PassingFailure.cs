using Npgsql;

namespace UtilityBilling.Hosting.Uow;

/// <summary>A failure that has nothing to do with what was asked: the same work may succeed when it is done again from its start.</summary>
public static class PassingFailure
{
    /// <summary>How often one piece of work is begun before its failure is told.</summary>
    public const int MaxAttempts = 3;

    /// <summary>Deadlock (40P01) or serialisation failure (40001), wherever in the chain of causes.</summary>
    public static bool Is(Exception? error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure }
        || (error?.InnerException is { } inner && Is(inner));

    /// <summary>A little longer each time, so that the other one is through.</summary>
    public static TimeSpan WaitAfter(int attempt) => TimeSpan.FromMilliseconds(20 * attempt);
}
