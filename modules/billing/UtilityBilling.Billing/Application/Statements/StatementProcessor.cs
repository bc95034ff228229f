using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.EventBus;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Statements;

/// <summary>Freezes a run's statements page by page, each page one transaction; a repeat goes on with what is left.</summary>
internal sealed class StatementProcessor(ITenantRunner runner, ICurrentTenant tenant, ICurrentUser user)
{
    private const int StatementsPerPage = 500;

    public async Task FreezeAsync(Guid runId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default)
    {
        var (town, actor) = (tenant.Tenant!, user.Required);
        var total = (await runner.ReadAsync(town, actor, s => s.GetRequiredService<BulkWriter>().QueryAsync(
            "select (select count(*) from billing.statements where run_id = $1)::int, (select count(*) from billing.statement_documents where run_id = $1)::int",
            [Arg.Of(runId)], r => (All: r.GetInt32(0), Done: r.GetInt32(1)), cancellationToken), cancellationToken).ConfigureAwait(false))[0];
        for (var done = total.Done; ;)
        {
            var count = await runner.WriteAsync(town, actor, s => s.GetRequiredService<StatementFreezer>().FreezeNextAsync(runId, StatementsPerPage, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                break;
            done += count;
            if (progress is not null)
                await progress(done, total.All).ConfigureAwait(false);
        }
    }
}

/// <summary>Freezes a posted run's statements in the background.</summary>
internal sealed class StatementFreezeJob(StatementProcessor processor) : IBackgroundJob
{
    public const string Type = "Billing.Statements.Freeze";

    public string JobType => Type;

    public Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken) =>
        processor.FreezeAsync(recordId, (done, total) => progress.ReportAsync(done, total, "", cancellationToken), cancellationToken);
}

/// <summary>As soon as a run is posted its statements are made. Of a run that was posted long ago each is made at its first issue, or when somebody prints the run.</summary>
internal sealed class FreezeWhenPosted(IBackgroundJobManager jobs, IUtilityBillingDbContext database, IClock clock) : IDistributedEventHandler
{
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(7);

    public string EventType => "Billing.BillRunPosted";

    public async Task HandleAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var since = clock.UtcNow - LongAgo;
        if (await database.Set<BillRun>().AnyAsync(r => r.Id == recordId && r.CompletedAt >= since, cancellationToken).ConfigureAwait(false))
            await jobs.EnqueueAsync(StatementFreezeJob.Type, recordId, cancellationToken).ConfigureAwait(false);
    }
}
