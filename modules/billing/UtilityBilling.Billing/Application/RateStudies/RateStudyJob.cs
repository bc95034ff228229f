using UtilityBilling.BackgroundJobs;

namespace UtilityBilling.Billing.RateStudies;

/// <summary>Works a study out in the background.</summary>
internal sealed class RateStudyJob(IRateStudyProcessor processor) : IBackgroundJob
{
    public const string Type = "Billing.RateStudy";

    public string JobType => Type;

    public Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken) =>
        processor.WorkOutAsync(recordId, (done, total) => progress.ReportAsync(done, total, "", cancellationToken), cancellationToken);
}
