using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Works out a batch's rows, a page of occupancies in one transaction each. Where it was stopped, a repeat goes on; a batch that was cancelled meanwhile is left alone.</summary>
internal sealed class WinterBatchProcessor(ITenantRunner runner, ICurrentTenant tenant, ICurrentUser user) : IWinterBatchProcessor
{
    /// <summary>Occupancies a transaction.</summary>
    public int PageSize { get; init; } = 2000;

    public async Task WorkOutAsync(Guid batchId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default)
    {
        var (town, actor) = (tenant.Tenant!, user.Required);
        if (await runner.WriteAsync(town, actor, s => LoadAsync(s, batchId, cancellationToken), cancellationToken).ConfigureAwait(false) is not { } work)
            return;
        var done = work.Total - work.Left.Count;
        foreach (var page in work.Left.Chunk(PageSize))
        {
            if (!await runner.WriteAsync(town, actor, s => WritePageAsync(s, batchId, work, page, done / PageSize + 1, cancellationToken), cancellationToken).ConfigureAwait(false))
                return;
            done += page.Length;
            if (progress is not null)
                await progress(done, work.Total).ConfigureAwait(false);
        }

        await runner.WriteAsync(town, actor, s => FinishAsync(s, batchId, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What all pages share, and whose rows are missing; nothing for a batch that is no longer being worked out.</summary>
    private static async Task<Work?> LoadAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken)
    {
        var (loader, bulk) = (services.GetRequiredService<WinterContextLoader>(), services.GetRequiredService<BulkWriter>());
        if (await OpenAsync(services, id, cancellationToken).ConfigureAwait(false) is not { CycleId: { } cycleId, WindowFrom: { } from, WindowTo: { } to } batch)
            return null;
        var context = await loader.LoadAsync(batch.Service, batch.EffectiveFrom, from.AddDays(-1), to.AddDays(-1), cancellationToken).ConfigureAwait(false);
        if (context.TariffVersionId != batch.TariffVersionId)
            throw new BusinessException("Billing:Winter.TariffChanged").WithData("Number", batch.Number);
        var cycle = await loader.CycleAsync(cycleId, context.After, context.Through, cancellationToken).ConfigureAwait(false);
        var occupancies = await bulk.QueryAsync(
            $"""select distinct a.occupancy_id, $1 is null or a.occupancy_id > $1 from {BillableAgreements.View} a where a.cycle_id = $2 and a."from" <= $3 and coalesce(a."to", 'infinity'::date) > $3 order by 1""",
            [Arg.Of(batch.WorkedThrough), Arg.Of(cycleId), Arg.Of(batch.EffectiveFrom)], r => (Id: r.GetGuid(0), IsLeft: r.GetBoolean(1)), cancellationToken).ConfigureAwait(false);
        return new Work(context with { BigChangePercent = batch.BigChangePercent }, cycle, occupancies.Count, [.. occupancies.Where(o => o.IsLeft).Select(o => o.Id)]);
    }

    /// <summary>Answers false when the batch was cancelled meanwhile.</summary>
    private static async Task<bool> WritePageAsync(IServiceProvider services, Guid id, Work work, Guid[] occupancies, int page, CancellationToken cancellationToken)
    {
        if (await OpenAsync(services, id, cancellationToken).ConfigureAwait(false) is not { } batch)
            return false;
        var (context, day) = (work.Context, work.Context.EffectiveFrom);
        var loaded = await services.GetRequiredService<IBillingScopeIntegrationService>().LoadAsync(occupancies, work.Cycle.Id, day, day.AddDays(1), cancellationToken).ConfigureAwait(false);
        var (rows, others) = await services.GetRequiredService<WinterCalculator>().RowsAsync(id, context, work.Cycle, loaded, cancellationToken).ConfigureAwait(false);
        await services.GetRequiredService<WinterBatchWriter>().SaveAsync(id, rows, page, cancellationToken).ConfigureAwait(false);
        (batch.NotBilledByIt, batch.WorkedThrough) = (batch.NotBilledByIt + others, occupancies[^1]);
        return true;
    }

    private static async Task FinishAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken)
    {
        if (await OpenAsync(services, id, cancellationToken).ConfigureAwait(false) is { } batch)
            batch.State = WinterBatchState.Draft;
    }

    private static Task<WinterAverageBatch?> OpenAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken) =>
        services.GetRequiredService<IUtilityBillingDbContext>().Set<WinterAverageBatch>().SingleOrDefaultAsync(b => b.Id == id && b.State == WinterBatchState.Computing, cancellationToken);

    private sealed record Work(WinterContext Context, WinterCycle Cycle, int Total, IReadOnlyList<Guid> Left);
}

/// <summary>Works winter averages out in the background; a repeat goes on where the last one stopped.</summary>
internal sealed class WinterBatchJob(IWinterBatchProcessor processor) : IBackgroundJob
{
    public const string Type = "Billing.WinterAverages";

    public string JobType => Type;

    public Task ExecuteAsync(Guid recordId, IJobProgress progress, CancellationToken cancellationToken) =>
        processor.WorkOutAsync(recordId, (done, total) => progress.ReportAsync(done, total, "", cancellationToken), cancellationToken);
}
