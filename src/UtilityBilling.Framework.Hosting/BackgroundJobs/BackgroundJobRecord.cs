using UtilityBilling.Domain;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>One piece of queued work. It is the instance's row: it names town, kind and record, and holds no personal data and no amounts.</summary>
public sealed class BackgroundJobRecord : IHostEntity
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }

    /// <summary>The job's name, for example <c>Billing.BillRun.Calculate</c>.</summary>
    public required string Type { get; init; }

    public required Guid RecordId { get; init; }
    public BackgroundJobState State { get; set; } = BackgroundJobState.Waiting;

    /// <summary>How often it was begun; at most <see cref="BackgroundJobProcessor.MaxAttempts"/>.</summary>
    public int Attempts { get; set; }

    /// <summary>Who asked for it, and in whose name it works.</summary>
    public required Guid EnqueuedBy { get; init; }

    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>Not begun before: a repeat waits a little longer each time.</summary>
    public required DateTimeOffset NotBefore { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>The last sign of life of the process that works on it.</summary>
    public DateTimeOffset? AliveAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
    public int ProgressDone { get; set; }
    public int ProgressTotal { get; set; }

    /// <summary>What it is at, without personal data.</summary>
    public string? ProgressText { get; set; }

    /// <summary>Why it failed: the code of the refusal, or the kind of failure by which the log finds it.</summary>
    public string? Error { get; set; }

    /// <summary>The request that asked for it.</summary>
    public string? CorrelationId { get; init; }
}

public enum BackgroundJobState
{
    Waiting,
    Running,
    Done,

    /// <summary>It failed for good; somebody reads the reason, mends the cause and starts it again.</summary>
    Failed,
}
