namespace UtilityBilling.Metering.ReadChecks;

/// <summary>
/// A register's usage by period, newest first, and what may be expected of it. Estimated periods never count: an estimate must not confirm itself.
/// All figures are per day, so that a short period compares with a long one.
/// </summary>
public sealed class UsageHistory
{
    private readonly List<PastUsage> _all;
    private readonly List<PastUsage> _actuals;

    public UsageHistory(IEnumerable<PastUsage> usages)
    {
        ArgumentNullException.ThrowIfNull(usages);
        _all = [.. usages.Where(u => u.Days > 0).OrderByDescending(u => u.To)];
        _actuals = [.. _all.Where(u => !u.IsEstimated)];
    }

    public IReadOnlyList<PastUsage> All => _all;
    public IReadOnlyList<PastUsage> Actuals => _actuals;

    /// <summary>How many of the newest periods, without a break, are estimates.</summary>
    public int EstimatesInARow => _all.TakeWhile(u => u.IsEstimated).Count();

    /// <summary>The newest actual periods, at most so many; empty when there are fewer than needed.</summary>
    public IReadOnlyList<PastUsage> LastActuals(int atMost, int atLeast = 1) =>
        _actuals.Count < Math.Max(1, atLeast) ? [] : [.. _actuals.Take(atMost)];

    /// <summary>The actual period that ended nearest to one year before a day, within a tolerance.</summary>
    public PastUsage? SamePeriodLastYear(DateOnly to, int toleranceDays)
    {
        var yearAgo = to.AddYears(-1).DayNumber;
        return _actuals
            .Where(u => Math.Abs(u.To.DayNumber - yearAgo) <= toleranceDays)
            .MinBy(u => (Math.Abs(u.To.DayNumber - yearAgo), -u.To.DayNumber));
    }

    /// <summary>The actual periods that ended in the year up to a day.</summary>
    public IReadOnlyList<PastUsage> YearUpTo(DateOnly to) => [.. _actuals.Where(u => u.To <= to && u.To > to.AddYears(-1))];

    /// <summary>Usage per day over periods; null when there are none.</summary>
    public static decimal? PerDay(IReadOnlyCollection<PastUsage> usages)
    {
        ArgumentNullException.ThrowIfNull(usages);
        var days = usages.Sum(u => u.Days);
        return days == 0 ? null : usages.Sum(u => u.Usage) / days;
    }
}
