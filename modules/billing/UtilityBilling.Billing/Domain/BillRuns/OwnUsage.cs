using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>
/// What an agreement is billed of a service point's usage: the stretches between reads that lie within its own days. On the day of a move a read divides the
/// point's usage, so that the one who goes and the one who comes pay together for all of it, and for none of it twice. A move on the first day of a period
/// needs no read of its own: the read that closes the period before divides it.
/// </summary>
/// <param name="Segments">The agreement's own stretches.</param>
/// <param name="UnreadMove">The day of a move on which no read divides the usage; then nothing may be billed.</param>
/// <param name="IsUnread">Whether the newcomer's first read is still to come, although the period's reading day is past.</param>
internal sealed record OwnUsage(IReadOnlyList<UsageSegment> Segments, DateOnly? UnreadMove, bool IsUnread)
{
    /// <param name="point">The usage of the whole period.</param>
    /// <param name="from">The agreement's first day, where it began within the period, after its first day.</param>
    /// <param name="to">The day after the agreement's last, where it ended within the period, before its end.</param>
    /// <param name="readDate">The day on which the period's meters are read.</param>
    public static OwnUsage Of(ServicePointUsage point, DateOnly? from, DateOnly? to, DateOnly readDate)
    {
        foreach (var day in new[] { from, to })
            if (day is { } move && !IsRead(point, move))
                return new OwnUsage([], move, false);
        var own = point.Segments.Where(s => (from is null || s.From >= from) && (to is null || s.To <= to)).ToList();
        return new OwnUsage(own, null, from is { } first && first < readDate && (to is null || to > readDate) && own.Count == 0);
    }

    /// <summary>Every register that counts on both sides of the day has a read on it.</summary>
    private static bool IsRead(ServicePointUsage point, DateOnly day) => point.Registers
        .Where(r => r.From < day && (r.To is null || r.To > day))
        .All(r => point.Segments.Any(s => s.RegisterId == r.RegisterId && (s.To == day || s.From == day)));
}
