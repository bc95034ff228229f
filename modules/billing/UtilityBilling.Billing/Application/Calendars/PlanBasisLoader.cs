using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Calendars;

/// <summary>Gathers what a cycle's calendar is worked out from.</summary>
internal sealed class PlanBasisLoader(IUtilityBillingDbContext database, CalendarBooks books, ISettingProvider settings, IClock clock)
{
    private const int MostPeriods = 2000;
    private const int YearsAhead = 7;

    public async Task<(Cycle Cycle, PlanBasis Basis)> LoadAsync(Guid cycleId, CancellationToken cancellationToken)
    {
        var cycle = await database.Set<Cycle>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == cycleId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(Cycle), cycleId);
        var known = await KnownAsync(cycleId, cancellationToken).ConfigureAwait(false);
        var rules = await books.RulesAsync(cancellationToken).ConfigureAwait(false);
        var today = clock.Today;
        var holidays = await books.HolidaysAsync(today.AddYears(-3), today.AddYears(YearsAhead), cancellationToken).ConfigureAwait(false);
        // The calendar of the future goes by what is set for its day; what was is locked and not worked out again.
        var least = new Dictionary<int, int>();
        for (var year = today.Year - 3; year <= today.Year + YearsAhead; year++)
            least[year] = await settings.GetIntAsync(BillingSettings.MinDaysToDue, new DateOnly(year, 1, 1) > today ? new DateOnly(year, 1, 1) : today, cancellationToken).ConfigureAwait(false);
        var byHand = (await AdjustmentsAsync(cycleId, cancellationToken).ConfigureAwait(false)).ToLookup(a => a.PeriodFrom);
        return (cycle, new PlanBasis(cycle.MonthsPerPeriod, known, day => rules.LayoutOn(cycleId, day),
            to => rules.DatesOn(cycleId, to) is { } dates ? new DateReckoner(dates, holidays, least.GetValueOrDefault(to.Year, least[today.Year])) : null,
            from => byHand[from].ToDictionary(a => a.Date, a => a.Day!.Value)));
    }

    /// <summary>What was set by hand last for each date, without those that went back to their rule.</summary>
    public async Task<IReadOnlyList<CalendarAdjustment>> AdjustmentsAsync(Guid cycleId, CancellationToken cancellationToken)
    {
        var all = await database.Set<CalendarAdjustment>().AsNoTracking().Where(a => a.CycleId == cycleId).OrderBy(a => a.PeriodFrom).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. all.GroupBy(a => (a.PeriodFrom, a.Date)).Select(g => g.OrderBy(a => a.SetAt).ThenBy(a => a.Id).Last()).Where(a => a.Day is not null)];
    }

    private async Task<IReadOnlyList<KnownPeriod>> KnownAsync(Guid cycleId, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var periods = await database.Set<BillingPeriod>().AsNoTracking().Where(p => p.CycleId == cycleId).OrderBy(p => p.From).Take(MostPeriods)
            .Select(p => new
            {
                Period = p,
                IsUsed = database.Set<BillRun>().Any(r => r.PeriodId == p.Id && r.State != BillRunState.Cancelled),
                HasRun = database.Set<BillRun>().Any(r => r.PeriodId == p.Id),
            }).ToListAsync(cancellationToken).ConfigureAwait(false);
        // Final bills are dated before their cycle's run: their period is as fixed as one that was run.
        var billed = (await database.Set<Bill>().Where(b => database.Set<BillRun>().Any(r => r.Id == b.RunId && r.Kind != BillRunKind.Regular)).Select(b => b.PeriodId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
        return
        [
            .. periods.Select(p => new KnownPeriod(
                p.Period.Code, p.Period.From, p.Period.To, PeriodDates.Of(p.Period), CalendarRulesJson.ReadMoves(p.Period.Moves), p.IsUsed || billed.Contains(p.Period.Id) || p.Period.BillDate < today, p.HasRun || billed.Contains(p.Period.Id))),
        ];
    }
}
