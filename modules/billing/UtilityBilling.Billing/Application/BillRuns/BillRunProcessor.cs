using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.EntityFrameworkCore;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Drives a run's two long steps, several pages at once. Calculation is one replaceable whole; posting only goes forward, page after page.</summary>
internal sealed class BillRunProcessor(ITenantRunner runner, PostingProbe probe, ICurrentTenant tenant, ICurrentUser user, IOptions<BillRunOptions> options) : IBillRunProcessor
{
    private const int OccupanciesPerPage = 2000;

    public Task CalculateAsync(Guid runId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default) =>
        WatchedAsync(runId, RunStep.Calculate, () => CalculateAllAsync(runId, progress, cancellationToken), cancellationToken);

    public Task PostAsync(Guid runId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default) =>
        WatchedAsync(runId, RunStep.Post, () => PostAllAsync(runId, progress, cancellationToken), cancellationToken);

    /// <summary>What goes wrong is kept with the run, for whoever looks; the caller sees it too.</summary>
    private async Task WatchedAsync(Guid runId, RunStep step, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or EntityNotFoundException))
        {
            var accounts = step == RunStep.Post && PostingProbe.IsOfRows(error) ? await probe.FindAsync(tenant.Tenant!, user.Required, runId, cancellationToken).ConfigureAwait(false) : [];
            await runner.WriteAsync(tenant.Tenant!, user.Required, s => s.GetRequiredService<RunTrouble>().KeepAsync(runId, step, error, accounts, cancellationToken), cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task CalculateAllAsync(Guid runId, Func<int, int, Task>? progress, CancellationToken cancellationToken)
    {
        var town = tenant.Tenant!;
        var actor = user.Required;
        var items = await runner.WriteAsync(town, actor, s => BeginAsync(s, runId, cancellationToken), cancellationToken).ConfigureAwait(false);
        var contexts = await runner.ReadAsync(town, actor, s => s.GetRequiredService<RunContextLoader>().LoadAsync(runId, cancellationToken), cancellationToken).ConfigureAwait(false);
        var pages = contexts.SelectMany(c => items[c.Period.Id].Chunk(OccupanciesPerPage).Select(ids => (Context: c, Ids: ids))).Select((p, i) => (p.Context, p.Ids, Number: i + 1));
        var done = 0;
        using var reporting = new SemaphoreSlim(1);
        await Parallel.ForEachAsync(pages, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Workers, CancellationToken = cancellationToken }, async (page, token) =>
        {
            await runner.WriteAsync(town, actor, s => s.GetRequiredService<PageCalculator>().CalculateAsync(page.Context, page.Ids, page.Number, token), token).ConfigureAwait(false);
            await reporting.WaitAsync(token).ConfigureAwait(false);
            try
            {
                done += page.Ids.Length;
                if (progress is not null)
                    await progress(done, items.Count).ConfigureAwait(false);
            }
            finally
            {
                reporting.Release();
            }
        }).ConfigureAwait(false);
        await runner.WriteAsync(town, actor, s => FinishAsync(s, runId, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task PostAllAsync(Guid runId, Func<int, int, Task>? progress, CancellationToken cancellationToken)
    {
        var town = tenant.Tenant!;
        var actor = user.Required;
        await runner.WriteAsync(town, actor, s => s.GetRequiredService<BillRunPosting>().BeginAsync(runId, cancellationToken), cancellationToken).ConfigureAwait(false);
        // One of the workers says how far they all are.
        await Task.WhenAll(Enumerable.Range(0, options.Value.Workers).Select(n => PostPagesAsync(runId, n == 0 ? progress : null, n == 0, cancellationToken))).ConfigureAwait(false);
        await runner.WriteAsync(town, actor, s => s.GetRequiredService<BillRunPosting>().FinishAsync(runId, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task PostPagesAsync(Guid runId, Func<int, int, Task>? progress, bool analyzes, CancellationToken cancellationToken)
    {
        var (town, actor, next) = (tenant.Tenant!, user.Required, 1);
        PostingStep step;
        do
        {
            step = await runner.WriteAsync(town, actor, s => s.GetRequiredService<BillRunPosting>().PostNextPageAsync(runId, cancellationToken), cancellationToken).ConfigureAwait(false);
            // A first run fills empty tables: whenever they have doubled, the planner is told.
            if (analyzes && step.More && step.Posted >= next)
            {
                next = step.Posted * 2;
                await runner.WriteAsync(town, actor, s => s.GetRequiredService<BulkWriter>().AnalyzeAsync(BillingSchema.Name, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            if (progress is not null)
                await progress(step.Posted, step.Pages).ConfigureAwait(false);
        }
        while (step.More);
    }

    /// <summary>Clears an earlier calculation and tells whom to calculate. Refused once somebody was asked to approve it.</summary>
    private static async Task<ItemsByPeriod> BeginAsync(IServiceProvider services, Guid runId, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<IUtilityBillingDbContext>();
        var run = await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        if (run.State is not (BillRunState.Scoped or BillRunState.Calculated))
            throw new BusinessException("Billing:BillRun.NotCalculable").WithData("State", run.State);
        run.State = BillRunState.Scoped;
        run.CalculatedAt = null;
        RunTrouble.Clear(run);
        await services.GetRequiredService<CalculationStore>().ResetAsync(runId, null, cancellationToken).ConfigureAwait(false);
        return new ItemsByPeriod(await services.GetRequiredService<BulkWriter>().QueryAsync(
            "select period_id, occupancy_id from billing.run_items where run_id = $1 union select period_id, occupancy_id from billing.run_charge_bills where run_id = $1 order by 2", [Arg.Of(runId)], r => (r.GetGuid(0), r.GetGuid(1)), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Writes the counts that prove completeness: every agreement in scope has an outcome.</summary>
    private static async Task FinishAsync(IServiceProvider services, Guid runId, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<IUtilityBillingDbContext>();
        var run = await database.Set<BillRun>().SingleAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false);
        // Somebody else calculated it meanwhile, and it may be approved by now.
        if (run.State != BillRunState.Scoped)
            throw new BusinessException("Billing:BillRun.NotCalculable").WithData("State", run.State);
        await services.GetRequiredService<RunCounts>().RefreshAsync(run, cancellationToken).ConfigureAwait(false);
        await services.GetRequiredService<BulkWriter>().AnalyzeAsync(BillingSchema.Name, cancellationToken).ConfigureAwait(false);
        run.State = BillRunState.Calculated;
        (run.CalculatedAt, run.CalculatedByName) = (services.GetRequiredService<IClock>().UtcNow, services.GetRequiredService<ICurrentUser>().Required.DisplayName);
    }

    /// <summary>Whom to calculate, by period.</summary>
    private sealed class ItemsByPeriod(List<(Guid Period, Guid Occupancy)> items)
    {
        private readonly ILookup<Guid, Guid> _items = items.ToLookup(i => i.Period, i => i.Occupancy);

        public int Count => items.Count;

        public IEnumerable<Guid> this[Guid period] => _items[period];
    }
}
