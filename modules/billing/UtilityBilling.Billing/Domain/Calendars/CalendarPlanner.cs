using System.Globalization;

namespace UtilityBilling.Billing.Calendars;

/// <summary>A published period as the planner sees it.</summary>
/// <param name="IsLocked">A run uses it, or its bill date is over: nothing of it changes.</param>
/// <param name="HasRun">A run, even a cancelled one, names it: its first and last day stay.</param>
internal sealed record KnownPeriod(string Code, DateOnly From, DateOnly To, IReadOnlyDictionary<CalendarDate, DateOnly> Dates, IReadOnlyList<DateMove> Moves, bool IsLocked, bool HasRun);

/// <summary>A period as it would be published.</summary>
internal sealed record PlannedPeriod(string Code, DateOnly From, DateOnly To, PlanChange Change, ReckonedDates Dates, KnownPeriod? Known);

/// <summary>What a plan is worked out from. Pure: everything is handed in.</summary>
/// <param name="ReckonerFor">By the day on which the period ends; none where no rules are in force.</param>
internal sealed record PlanBasis(
    int Months, IReadOnlyList<KnownPeriod> Known, Func<DateOnly, PeriodLayout?> LayoutOn, Func<DateOnly, DateReckoner?> ReckonerFor, Func<DateOnly, IReadOnlyDictionary<CalendarDate, DateOnly>> ByHand);

/// <summary>Lays a cycle's calendar out by the rules and holds it against what is published.</summary>
internal static class CalendarPlanner
{
    /// <summary>The periods from the last that is fixed until the end of the year, after those that stay as they are.</summary>
    public static IReadOnlyList<PlannedPeriod> Plan(PlanBasis basis, int year)
    {
        var fixedOnes = basis.Known.Take(1 + basis.Known.ToList().FindLastIndex(k => k.IsLocked || k.HasRun || basis.LayoutOn(k.From) is null)).ToList();
        var planned = fixedOnes.Select(k => k.IsLocked || basis.ReckonerFor(k.To) is not { } reckoner ? Stays(k) : Held(k, reckoner.Period(k.From, k.To, basis.ByHand(k.From)))).ToList();
        var end = new DateOnly(year + 1, 1, 1);
        if (basis.Known.Count > 0 && basis.Known[^1].To > end)
            end = basis.Known[^1].To;
        var free = basis.Known.Skip(fixedOnes.Count).ToList();
        var codes = fixedOnes.Select(k => k.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var (from, to) in PeriodTiling.Tile(Start(basis, fixedOnes, year), end, basis.Months, day => basis.LayoutOn(day) ?? throw NoRules(day)))
        {
            var dates = (basis.ReckonerFor(to) ?? throw NoRules(to)).Period(from, to, basis.ByHand(from));
            var same = free.Find(k => k.From == from && k.To == to);
            var code = same?.Code ?? Code(basis.LayoutOn(from)!, from, to, dates);
            while (!codes.Add(code))
                code += "+";
            planned.Add(same is null ? new PlannedPeriod(code, from, to, PlanChange.New, dates, null) : Held(same, dates));
        }
        planned.AddRange(free.Where(k => planned.TrueForAll(p => p.Known != k)).Select(k => new PlannedPeriod(k.Code, k.From, k.To, PlanChange.Removed, new ReckonedDates(k.Dates, k.Moves), k)));
        return [.. planned.OrderBy(p => p.From).ThenByDescending(p => p.Change)];
    }

    private static DateOnly Start(PlanBasis basis, List<KnownPeriod> fixedOnes, int year)
    {
        if (fixedOnes.Count > 0)
            return fixedOnes[^1].To;
        var first = basis.Known.Count > 0 ? basis.Known[0].From : new DateOnly(year, 1, 1);
        return basis.Known.Count > 0 ? first : PeriodTiling.BoundaryBefore(first, basis.Months, basis.LayoutOn(first) ?? throw NoRules(first));
    }

    private static PlannedPeriod Stays(KnownPeriod known) => new(known.Code, known.From, known.To, known.IsLocked ? PlanChange.Locked : PlanChange.Unchanged, new ReckonedDates(known.Dates, known.Moves), known);

    private static PlannedPeriod Held(KnownPeriod known, ReckonedDates dates) =>
        new(known.Code, known.From, known.To, dates.Dates.OrderBy(d => d.Key).SequenceEqual(known.Dates.OrderBy(d => d.Key)) ? PlanChange.Unchanged : PlanChange.Changed, dates, known);

    /// <summary>The month that names the period, before a weekend moved the date out of it.</summary>
    private static string Code(PeriodLayout layout, DateOnly from, DateOnly to, ReckonedDates dates)
    {
        var day = layout.Name switch
        {
            PeriodName.FirstMonth => from,
            PeriodName.LastMonth => to.AddDays(-1),
            PeriodName.MonthOfBill => Ruled(dates, CalendarDate.Bill),
            _ => Ruled(dates, CalendarDate.Due),
        };
        return day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    private static DateOnly Ruled(ReckonedDates dates, CalendarDate date) => dates.Moves.FirstOrDefault(m => m.Date == date)?.From ?? dates[date];

    private static Errors.BusinessException NoRules(DateOnly day) => new Errors.BusinessException("Billing:Calendar.NoRules").WithData("Day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
