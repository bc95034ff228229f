using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Navigation;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Platform.Users;
using UtilityBilling.Timing;
using UtilityBilling.Uow;

namespace UtilityBilling.Platform.Jobs;

/// <summary>A line of the list of jobs.</summary>
/// <param name="Done">How far it is, of <paramref name="Total"/>; 0 of 0 where it counts nothing.</param>
/// <param name="Error">A text's key, or the kind of failure by which the log finds it.</param>
public sealed record JobRow(Guid Id, string Type, Guid RecordId, BackgroundJobState State, int Attempts, string EnqueuedBy, DateTimeOffset EnqueuedAt, DateTimeOffset? FinishedAt, int Done, int Total, string? Text, string? Error);

/// <summary>The town's queued work.</summary>
public interface IJobAppService
{
    Task<PagedResult<JobRow>> ListAsync(BackgroundJobState? state, PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Puts a failed job back into the queue. Each effect of a job has a business key, so what was done stays done.</summary>
    Task RetryAsync(Guid id, CancellationToken cancellationToken = default);
}

internal sealed class JobAppService(
    IUtilityBillingDbContext context, IPermissionChecker permissions, ICurrentTenant tenant, IClock clock, IUnitOfWork unit, WorkSignal signal, IAuditScope audit) : IJobAppService
{
    public async Task<PagedResult<JobRow>> ListAsync(BackgroundJobState? state, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Jobs.View, cancellationToken).ConfigureAwait(false);
        var found = context.Set<BackgroundJobRecord>().AsNoTracking().Where(j => j.TenantId == tenant.Id && (state == null || j.State == state));
        var total = await found.LongCountAsync(cancellationToken).ConfigureAwait(false);
        var ordered = request.Sort == "queued" ? found.OrderBy(j => j.EnqueuedAt).ThenBy(j => j.Id) : found.OrderByDescending(j => j.EnqueuedAt).ThenBy(j => j.Id);
        var rows = await ordered.Skip(request.Skip).Take(request.PageSize)
            .Select(j => new JobRow(j.Id, j.Type, j.RecordId, j.State, j.Attempts, context.Set<User>().Where(u => u.Id == j.EnqueuedBy).Select(u => u.DisplayName).FirstOrDefault() ?? "", j.EnqueuedAt, j.FinishedAt, j.ProgressDone, j.ProgressTotal, j.ProgressText, j.Error))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<JobRow>(rows, total, request.Page, request.PageSize);
    }

    public async Task RetryAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Jobs.Manage, cancellationToken).ConfigureAwait(false);
        var job = await context.Set<BackgroundJobRecord>()
            .FromSql($"select * from platform.background_jobs where id = {id} and tenant_id = {tenant.Id} for update")
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BackgroundJobRecord), id);
        if (job.State != BackgroundJobState.Failed)
            throw new BusinessException("Platform:Jobs.NotRetryable");
        if (await context.Set<BackgroundJobRecord>().AnyAsync(j => j.TenantId == job.TenantId && j.Type == job.Type && j.RecordId == job.RecordId && j.State == BackgroundJobState.Waiting, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Platform:Jobs.QueuedAlready");
        job.State = BackgroundJobState.Waiting;
        job.Attempts = 0;
        job.NotBefore = clock.UtcNow;
        job.FinishedAt = null;
        audit.Note(nameof(BackgroundJobRecord), job.Id, "started again");
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        unit.OnCompleted(signal.Wake);
    }
}

/// <summary>Jobs that failed for good, on the Today page.</summary>
internal sealed class JobQueues(IUtilityBillingDbContext context, ICurrentTenant tenant, TownDays days) : ITodayQueueContributor
{
    public string Permission => PlatformPermissions.Jobs.View;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var failed = await context.Set<BackgroundJobRecord>().AsNoTracking().Where(j => j.TenantId == tenant.Id && j.State == BackgroundJobState.Failed)
            .GroupBy(_ => 1).Select(g => new { Count = g.Count(), Oldest = g.Min(j => j.EnqueuedAt) }).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return failed is null ? [] : [new TodayQueue("Platform:Today.JobsFailed", $"/Administration/Jobs?state={BackgroundJobState.Failed}", failed.Count, days.Of(failed.Oldest))];
    }
}
