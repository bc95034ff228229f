using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Loads once per run what every account of it shares.</summary>
internal sealed class RunContextLoader(IUtilityBillingDbContext database, ISettingProvider settings)
{
    public async Task<RunContext> LoadAsync(Guid runId, CancellationToken cancellationToken)
    {
        var run = await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        var period = await database.Set<BillingPeriod>().AsNoTracking().SingleAsync(p => p.Id == run.PeriodId, cancellationToken).ConfigureAwait(false);
        var months = await database.Set<Cycle>().Where(c => c.Id == run.CycleId).Select(c => c.MonthsPerPeriod).SingleAsync(cancellationToken).ConfigureAwait(false);
        var before = await database.Set<BillingPeriod>().AsNoTracking()
            .Where(p => p.CycleId == run.CycleId && p.From < period.From).OrderByDescending(p => p.From)
            .Select(p => (DateOnly?)p.BillDate).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var (book, versions) = await BookAsync(cancellationToken).ConfigureAwait(false);
        return new RunContext(run, period, months, before ?? period.From.AddDays(-1), book, versions, await ChartAsync(cancellationToken).ConfigureAwait(false), await OddnessAsync(run.BillDate, cancellationToken).ConfigureAwait(false),
            await settings.GetAsync(BillingSettings.ConservationStage, run.BillDate, cancellationToken).ConfigureAwait(false));
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
        }
        return chart;
    }

    private async Task<OddnessRules> OddnessAsync(DateOnly date, CancellationToken cancellationToken) => new(
        await settings.GetDecimalAsync(BillingSettings.ReviewHighPercent, date, cancellationToken).ConfigureAwait(false),
        await settings.GetDecimalAsync(BillingSettings.ReviewLowPercent, date, cancellationToken).ConfigureAwait(false),
        await settings.GetDecimalAsync(BillingSettings.ReviewHighAmount, date, cancellationToken).ConfigureAwait(false));
}
