using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Rating;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>What the rows of one batch share: the tariff whose rule counts, the reads' days, and the town's settings.</summary>
/// <param name="After">Reads dated after this day count.</param>
/// <param name="Through">Reads dated up to this day count.</param>
/// <param name="Stage">The stage of conservation on the effective date.</param>
internal sealed record WinterContext(
    string Service, DateOnly EffectiveFrom, DateOnly After, DateOnly Through, RatingBook Book, CompiledTariff Tariff, Guid TariffVersionId, decimal BigChangePercent, bool FollowsHouse, string[] LeakReasons, decimal Stage);

/// <summary>A cycle's figures: months a bill, and which reads each of its bills took.</summary>
internal sealed record WinterCycle(Guid Id, int Months, IReadOnlyList<ReadSpan> Spans);

/// <summary>Loads what the rows of a batch share.</summary>
internal sealed class WinterContextLoader(IUtilityBillingDbContext database, RunContextLoader tariffs, ISettingProvider settings)
{
    private const int LongestWindowDays = 400;

    public async Task<WinterContext> LoadAsync(string service, DateOnly effectiveFrom, DateOnly after, DateOnly through, CancellationToken cancellationToken)
    {
        var (book, versions) = await tariffs.BookAsync(cancellationToken).ConfigureAwait(false);
        if (book.TariffFor(service, effectiveFrom) is not { } tariff || tariff.Service(service)?.WinterAverage is null)
            throw new BusinessException("Billing:Winter.NoRule").WithData("Service", service).WithData("Date", Iso(effectiveFrom)).ForField("Input.Service");
        return new WinterContext(
            service, effectiveFrom, after, through, book, tariff, versions[tariff.Id],
            await settings.GetDecimalAsync(BillingSettings.WinterBigChangePercent, effectiveFrom, cancellationToken).ConfigureAwait(false),
            await settings.GetBoolAsync(BillingSettings.WinterFollowsHouse, effectiveFrom, cancellationToken).ConfigureAwait(false),
            (await settings.GetAsync(BillingSettings.WinterLeakReasons, effectiveFrom, cancellationToken).ConfigureAwait(false)).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            await settings.GetDecimalAsync(BillingSettings.ConservationStage, effectiveFrom, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Dates that nobody can have meant are refused.</summary>
    public static void Check(WinterDates dates)
    {
        if (dates.ReadsThrough <= dates.ReadsFrom || dates.ReadsThrough.DayNumber - dates.ReadsFrom.DayNumber > LongestWindowDays)
            throw new BusinessException("Billing:Winter.WindowOutOfOrder").WithData("Days", LongestWindowDays).ForField("Input.ReadsThrough");
        if (dates.EffectiveFrom < dates.ReadsThrough)
            throw new BusinessException("Billing:Winter.EffectiveTooEarly").WithData("Through", Iso(dates.ReadsThrough)).ForField("Input.EffectiveFrom");
    }

    public async Task<WinterCycle> CycleAsync(Guid cycleId, DateOnly after, DateOnly through, CancellationToken cancellationToken)
    {
        var months = await database.Set<Cycle>().Where(c => c.Id == cycleId).Select(c => (int?)c.MonthsPerPeriod).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(Cycle), cycleId);
        var periods = await database.Set<BillingPeriod>().AsNoTracking().Where(p => p.CycleId == cycleId && p.To > after.AddYears(-1) && p.From <= through.AddYears(1))
            .OrderBy(p => p.BillDate).Select(p => new { p.From, p.BillDate }).ToListAsync(cancellationToken).ConfigureAwait(false);
        // As a run takes its reads: after the bill date of the period before, up to its own.
        var spans = periods.Select((p, i) => new ReadSpan(i == 0 ? p.From.AddDays(-1) : periods[i - 1].BillDate, p.BillDate));
        return new WinterCycle(cycleId, months, [.. spans]);
    }

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
