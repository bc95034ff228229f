using UtilityBilling.BackgroundJobs;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Calculates a run in the background.</summary>
internal sealed class BillRunCalculateJob(IBillRunProcessor processor) : IBackgroundJob
{
    public const string Type = "Billing.BillRun.Calculate";

    public string JobType => Type;

    public Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken) =>
        processor.CalculateAsync(recordId, (done, total) => progress.ReportAsync(done, total, "", cancellationToken), cancellationToken);
}

/// <summary>Posts an approved run in the background; a repeat goes on where the last one stopped.</summary>
internal sealed class BillRunPostJob(IBillRunProcessor processor) : IBackgroundJob
{
    public const string Type = "Billing.BillRun.Post";

    public string JobType => Type;

    public Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken) =>
        processor.PostAsync(recordId, (done, total) => progress.ReportAsync(done, total, "", cancellationToken), cancellationToken);
}
