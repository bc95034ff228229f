namespace UtilityBilling.Billing.Calendars;

/// <summary>Lays periods end to end: each begins on the day on which the one before ended, so that no day is forgotten or billed twice. Pure.</summary>
internal static class PeriodTiling
{
    /// <summary>The periods from <paramref name="start"/> until one ends on or after <paramref name="end"/>.</summary>
    /// <param name="layoutOn">The layout in force on the first day of a period.</param>
    public static IEnumerable<(DateOnly From, DateOnly To)> Tile(DateOnly start, DateOnly end, int months, Func<DateOnly, PeriodLayout> layoutOn)
    {
        for (var from = start; from < end;)
        {
            var to = NextBoundary(from, months, layoutOn(from));
            yield return (from, to);
            from = to;
        }
    }

    /// <summary>The last day on or before the given one on which a period begins.</summary>
    public static DateOnly BoundaryBefore(DateOnly day, int months, PeriodLayout layout)
    {
        var boundary = new DateOnly(day.Year, day.Month, layout.FirstDay);
        while (boundary > day || !Begins(boundary, months, layout))
            boundary = boundary.AddMonths(-1);
        return boundary;
    }

    /// <summary>
    /// Where a period that begins on the day ends. After a change of the layout the first one is shorter or longer than the others: it ends on the first new boundary that leaves
    /// it at least half of its length.
    /// </summary>
    private static DateOnly NextBoundary(DateOnly from, int months, PeriodLayout layout)
    {
        var least = from.AddDays((from.AddMonths(months).DayNumber - from.DayNumber) / 2);
        var boundary = new DateOnly(from.Year, from.Month, layout.FirstDay);
        while (boundary < least || !Begins(boundary, months, layout))
            boundary = boundary.AddMonths(1);
        return boundary;
    }

    private static bool Begins(DateOnly boundary, int months, PeriodLayout layout) => (boundary.Month - layout.FirstMonth + 12) % months == 0;
}
