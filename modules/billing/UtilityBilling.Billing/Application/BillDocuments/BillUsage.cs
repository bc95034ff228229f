namespace UtilityBilling.Billing.BillDocuments;

/// <summary>
/// Usage of the last thirteen months, oldest first; the last point is this bill. Bi-monthly towns have seven points, monthly ones thirteen.
/// </summary>
public sealed record BillUsage(string Unit, IReadOnlyList<BillUsagePoint> Points)
{
    /// <summary>Read days wander: a bill counts as "a year ago" when its period ended within this many days of the same date.</summary>
    private const int YearAgoToleranceDays = 25;

    public BillUsagePoint Current => Points[^1];

    /// <summary>The bill of a year ago, if the customer was here then.</summary>
    public BillUsagePoint? YearAgo
    {
        get
        {
            var target = Current.PeriodEnd.AddYears(-1).DayNumber;
            return Points.Take(Points.Count - 1)
                .Where(p => p.Usage is not null && Math.Abs(p.PeriodEnd.DayNumber - target) <= YearAgoToleranceDays)
                .MinBy(p => Math.Abs(p.PeriodEnd.DayNumber - target));
        }
    }

    /// <summary>Percent more (or, negative, less) per day than a year ago, rounded; null when there is nothing to compare with.</summary>
    public int? ChangePercent =>
        Current.PerDay is { } now && YearAgo?.PerDay is { } then and > 0 ? (int)decimal.Round((now - then) / then * 100, MidpointRounding.AwayFromZero) : null;
}

/// <summary>The usage of one billing period. Null usage is a period without a bill at this premise.</summary>
public sealed record BillUsagePoint(DateOnly PeriodEnd, int Days, decimal? Usage, bool IsEstimated = false)
{
    /// <summary>Usage per day, so that periods of unequal length compare.</summary>
    public decimal? PerDay => Usage is { } usage && Days > 0 ? usage / Days : null;
}
