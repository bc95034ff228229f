using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Loads once per run what every account of it shares.</summary>
internal sealed class RunContextLoader(IUtilityBillingDbContext database, RunPeriods periods, ISettingProvider settings)
{
    /// <summary>The context of each of the run's periods, oldest first.</summary>
    public async Task<IReadOnlyList<RunContext>> LoadAsync(Guid runId, CancellationToken cancellationToken)
    {
        var run = await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        return await ForAsync(run, await periods.OfAsync(run, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The context of each of these periods, for a run that may be no more than thought.</summary>
    public async Task<IReadOnlyList<RunContext>> ForAsync(BillRun run, IReadOnlyList<RunPeriod> billed, CancellationToken cancellationToken)
    {
        var (book, versions) = await BookAsync(cancellationToken).ConfigureAwait(false);
        var first = await database.Set<BillRun>().Where(r => r.Kind == BillRunKind.Regular && (r.State == BillRunState.Posted || r.State == BillRunState.RolledBack))
            .Join(database.Set<BillingPeriod>(), r => r.PeriodId, p => p.Id, (_, p) => p).GroupBy(p => p.CycleId).Select(g => new { g.Key, From = g.Min(p => p.From) })
            .ToDictionaryAsync(c => c.Key, c => (DateOnly?)c.From, cancellationToken).ConfigureAwait(false);
        var chart = await ChartAsync(cancellationToken).ConfigureAwait(false);
        var oddness = await OddnessAsync(run, cancellationToken).ConfigureAwait(false);
        var stage = await settings.GetAsync(BillingSettings.ConservationStage, run.BillDate, cancellationToken).ConfigureAwait(false);
        return [.. billed.Select(p => new RunContext(run, p, billed, book, versions, chart, oddness, stage, first.GetValueOrDefault(p.Period.CycleId)))];
    }

    /// <summary>Every approved tariff, compiled, with its version's id by tariff name.</summary>
    public async Task<(RatingBook Book, IReadOnlyDictionary<string, Guid> Versions)> BookAsync(CancellationToken cancellationToken)
    {
        var versions = await database.Set<TariffVersion>().AsNoTracking().Where(t => t.State == TariffState.Approved)
            .Select(t => new { t.Id, t.Document }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var compiled = versions.Select(v => (v.Id, Tariff: TariffCompiler.Compile(
            TariffReader.Read(v.Document).Document ?? throw new InvalidOperationException($"The approved tariff version {v.Id} does not read.")))).ToList();
        return (new RatingBook(compiled.Select(c => c.Tariff)), compiled.ToDictionary(c => c.Tariff.Id, c => c.Id, StringComparer.Ordinal));
    }

    private async Task<ChartOfAccounts> ChartAsync(CancellationToken cancellationToken)
    {
        var chart = new ChartOfAccounts();
        var funds = await database.Set<Fund>().AsNoTracking().ToDictionaryAsync(f => f.Id, f => f.Code, cancellationToken).ConfigureAwait(false);
        foreach (var (id, code) in funds)
            chart.AddFund(code, id);
        foreach (var account in await database.Set<GlAccount>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            chart.AddAccount(funds[account.FundId], account.Code, account.Id);
            if (account.Purpose == GlPurpose.Receivable)
                chart.AddReceivable(funds[account.FundId], account.Service, account.Id);
            if (account.Purpose == GlPurpose.BudgetVariance)
                chart.AddBudgetVariance(funds[account.FundId], account.Id);
        }
        return chart;
    }

    private async Task<OddnessRules> OddnessAsync(BillRun run, CancellationToken cancellationToken) => new(
        await settings.GetDecimalAsync(BillingSettings.ReviewHighPercent, run.BillDate, cancellationToken).ConfigureAwait(false),
        await settings.GetDecimalAsync(BillingSettings.ReviewLowPercent, run.BillDate, cancellationToken).ConfigureAwait(false),
        await settings.GetDecimalAsync(BillingSettings.ReviewHighAmount, run.BillDate, cancellationToken).ConfigureAwait(false),
        await settings.GetIntAsync(BillingSettings.ReviewDaysOff, run.BillDate, cancellationToken).ConfigureAwait(false),
        await settings.GetBoolAsync(BillingSettings.ReviewNewMeters, run.BillDate, cancellationToken).ConfigureAwait(false));
}
