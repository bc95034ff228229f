using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Auditing;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Hosting.BackgroundJobs;

/// <summary>Takes one waiting job and does it in its town, in the name of whoever asked. A failure is repeated within bounds; then the job stays, with its reason.</summary>
public sealed partial class BackgroundJobProcessor(BackgroundJobStore store, ITenantStore towns, ITenantRunner runner, IOptions<BackgroundJobOptions> options, ILogger<BackgroundJobProcessor> logger)
{
    public const int MaxAttempts = 3;

    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(5);

    /// <summary>Does the next job. Answers false when none waits.</summary>
    public async Task<bool> RunNextAsync(CancellationToken cancellationToken = default)
    {
        if (await store.ClaimAsync(MaxAttempts, cancellationToken).ConfigureAwait(false) is not { } job)
            return false;
        try
        {
            await RunAsync(job, cancellationToken).ConfigureAwait(false);
            await store.DoneAsync(job).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await store.AgainAsync(job, null, TimeSpan.Zero, countAttempt: false).ConfigureAwait(false);
            throw;
        }
        catch (BusinessException refusal)
        {
            Refused(job.Type, job.Id, refusal);
            await store.FailedAsync(job, refusal.Code).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever happened, the queue goes on and the reason is kept
        catch (Exception error)
#pragma warning restore CA1031
        {
            Failed(job.Type, job.Id, job.Attempt, error);
            // Only the kind: a message may hold a customer's name, and this row is the instance's.
            if (job.Attempt >= MaxAttempts)
                await store.FailedAsync(job, error.GetType().Name).ConfigureAwait(false);
            else
                await store.AgainAsync(job, error.GetType().Name, RepeatAfter * job.Attempt, countAttempt: true).ConfigureAwait(false);
        }
        return true;
    }

    private async Task RunAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        var town = await towns.FindAsync(job.TenantId, cancellationToken).ConfigureAwait(false) ?? throw new BusinessException("Job:TownClosed");
        var actor = await store.FindActorAsync(job.EnqueuedBy, job.TenantId, cancellationToken).ConfigureAwait(false) ?? throw new BusinessException("Job:PersonLeft");
        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var alive = StayAliveAsync(job, working);
        try
        {
            await runner.InScopeAsync(town, actor, services => ExecuteAsync(services, job, working.Token), working.Token).ConfigureAwait(false);
        }
        finally
        {
            await working.CancelAsync().ConfigureAwait(false);
            await alive.ConfigureAwait(false);
        }
    }

    private async Task<bool> ExecuteAsync(IServiceProvider services, ClaimedJob job, CancellationToken cancellationToken)
    {
        var audit = services.GetRequiredService<AuditScope>();
        audit.Origin = $"job {job.Type}";
        audit.CorrelationId = job.CorrelationId ?? job.Id.ToString();
        var worker = services.GetServices<IBackgroundJob>().SingleOrDefault(j => j.JobType == job.Type)
            ?? throw new InvalidOperationException($"No job of the type {job.Type} is registered.");
        await worker.ExecuteAsync(job.RecordId, new Progress(store, job), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Signs of life while the job goes on. When another process has taken the job over, the work is stopped.</summary>
    private async Task StayAliveAsync(ClaimedJob job, CancellationTokenSource working)
    {
        try
        {
            do
                await Task.Delay(options.Value.SignOfLife, working.Token).ConfigureAwait(false);
            while (await store.AliveAsync(job, working.Token).ConfigureAwait(false));
            await working.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
#pragma warning disable CA1031 // a lost sign of life must not undo the work; another node's claim waits a minute
        catch (Exception error)
#pragma warning restore CA1031
        {
            SignOfLifeLost(job.Id, error);
        }
    }

    private sealed class Progress(BackgroundJobStore store, ClaimedJob job) : IJobProgress
    {
        public async Task ReportAsync(int done, int total, string text, CancellationToken cancellationToken = default)
        {
            if (!await store.ProgressAsync(job, done, total, text, cancellationToken).ConfigureAwait(false))
                throw new JobTakenOverException();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The job {Type} {Id} was refused")]
    private partial void Refused(string type, Guid id, Exception refusal);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Type} {Id} failed at attempt {Attempt}")]
    private partial void Failed(string type, Guid id, int attempt, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The job {Id} could not give a sign of life")]
    private partial void SignOfLifeLost(Guid id, Exception error);
}

/// <summary>This process gave no sign of life for too long and another one does its job now; it leaves off.</summary>
public sealed class JobTakenOverException() : Exception("Another process has taken this job over.");
