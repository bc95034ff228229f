using UtilityBilling.Metering;
using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Carries a register on from its last read to a day: to the value that somebody read, else by its own use a day over the last twelve months.</summary>
internal static class ProjectedUsage
{
    /// <param name="history">The register's stretches, newest first; at least one.</param>
    /// <param name="end">The day after the last one that counts.</param>
    /// <param name="entered">What the register shows; null to estimate.</param>
    /// <returns>The stretch to the day; null when the last read is of that day or later.</returns>
    public static UsageSegment? Carry(IReadOnlyList<UsageSegment> history, DateOnly end, decimal? entered)
    {
        var last = history[0];
        if (last.To >= end)
            return null;
        var factor = Factor(history);
        decimal usage, value;
        if (entered is { } read)
        {
            usage = (read - last.Value) * factor;
            value = read;
        }
        else
        {
            var year = history.TakeWhile(s => s.To > last.To.AddMonths(-12)).ToList();
            var days = year.Sum(s => s.To.DayNumber - s.From.DayNumber);
            usage = days == 0 ? 0m : Math.Round(year.Sum(s => s.Usage) * (end.DayNumber - last.To.DayNumber) / days, 3, MidpointRounding.AwayFromZero);
            value = last.Value + (factor == 0 ? 0m : Math.Round(usage / factor, 3, MidpointRounding.AwayFromZero));
        }
        return last with { PreviousReadId = last.ReadId, From = last.To, To = end, PreviousValue = last.Value, Value = value, Usage = usage, Kind = entered is null ? ReadKind.Estimated : ReadKind.Actual };
    }

    /// <summary>Usage for one on the register, from a stretch in which it ran on without turning over.</summary>
    private static decimal Factor(IReadOnlyList<UsageSegment> history) =>
        history.FirstOrDefault(s => s.Value > s.PreviousValue && s.Usage > 0) is { } ran ? ran.Usage / (ran.Value - ran.PreviousValue) : 1m;
}
