namespace UtilityBilling.BackgroundJobs;

/// <summary>Hands long work to the worker: it survives a restart, is retried within bounds, and shows its progress on the jobs page.</summary>
public interface IBackgroundJobManager
{
    /// <param name="type">The job's name, for example <c>Billing.BillRun.Calculate</c>.</param>
    /// <param name="recordId">What it works on; one waiting job per type and record.</param>
    /// <returns>The job's id.</returns>
    Task<Guid> EnqueueAsync(string type, Guid recordId, CancellationToken cancellationToken = default);

    /// <summary>How the newest job of this kind for the record stands; nothing when none was ever queued.</summary>
    Task<JobStanding?> FindAsync(string type, Guid recordId, CancellationToken cancellationToken = default);
}

/// <summary>How far a job is, for the page of the record that it works on.</summary>
/// <param name="Done">Of <paramref name="Total"/>; 0 of 0 before it has counted.</param>
/// <param name="Error">The key of the sentence, or the kind of failure, where it failed for good; else nothing.</param>
public sealed record JobStanding(int Done, int Total, string? Error)
{
    public bool HasFailed => Error is not null;
}

/// <summary>Does one kind of queued work for one town. Each effect has a business key, so that a repeat changes nothing.</summary>
public interface IBackgroundJob
{
    string JobType { get; }

    /// <summary>Called in a scope of the town without a transaction; it begins its own units of work.</summary>
    Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken);
}

/// <summary>Reports how far a job is.</summary>
public interface IJobProgress
{
    Task ReportAsync(int done, int total, string text, CancellationToken cancellationToken = default);
}
