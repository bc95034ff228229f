using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>A period as usage is divided over it: the days whose reads belong to it, and the day on which its meters were due.</summary>
internal readonly record struct UsagePeriod(DateOnly After, DateOnly Through, DateOnly ReadDate)
{
    public bool Takes(DateOnly read) => read > After && read <= Through;
}

/// <summary>
/// Divides usage over periods that are billed late (BR-08): a month without a read of its own gets its days' part of the stretch between the reads around it, so
/// that no tier or allowance meets two months as if they were one. What is left of the stretch belongs to the period in which it was read. A register that was
/// read in each period is not divided.
/// </summary>
internal static class SharedUsage
{
    /// <summary>The period's own part of these stretches.</summary>
    /// <param name="stretches">All stretches between reads that touch the period or its neighbours.</param>
    /// <param name="own">The period at hand.</param>
    /// <param name="others">The other periods of the same agreement that share in unread stretches, in any order.</param>
    public static IReadOnlyList<UsageSegment> Of(IReadOnlyList<UsageSegment> stretches, UsagePeriod own, IReadOnlyList<UsagePeriod> others)
    {
        if (others.Count == 0)
            return stretches;
        var parts = new List<UsageSegment>();
        foreach (var stretch in stretches)
        {
            bool Unread(UsagePeriod period) => period.ReadDate > stretch.From && period.ReadDate < stretch.To && !period.Takes(stretch.To)
                && !stretches.Any(s => s.RegisterId == stretch.RegisterId && period.Takes(s.To));
            if (!own.Takes(stretch.To) && !Unread(own))
                continue;
            var cuts = others.Append(own).Where(Unread).Select(p => p.ReadDate).Distinct().Order().ToList();
            if (cuts.Count == 0)
                parts.Add(stretch);
            else if (own.Takes(stretch.To))
                parts.Add(Part(stretch, cuts[^1], stretch.To, stretch.Usage - Upto(stretch, cuts[^1])));
            else
            {
                var first = cuts.LastOrDefault(c => c < own.ReadDate, stretch.From);
                parts.Add(Part(stretch, first, own.ReadDate, Upto(stretch, own.ReadDate) - Upto(stretch, first)));
            }
        }
        return parts;
    }

    /// <summary>Usage from the beginning of a stretch to a day in it, in the thousandths that usage is kept in.</summary>
    private static decimal Upto(UsageSegment stretch, DateOnly day) =>
        Math.Round(stretch.Usage * (day.DayNumber - stretch.From.DayNumber) / (stretch.To.DayNumber - stretch.From.DayNumber), 3, MidpointRounding.AwayFromZero);

    /// <summary>The reads at a cut are worked out, as an estimate is.</summary>
    private static UsageSegment Part(UsageSegment stretch, DateOnly from, DateOnly to, decimal usage) => stretch with
    {
        From = from,
        To = to,
        PreviousValue = ValueOn(stretch, from),
        Value = ValueOn(stretch, to),
        Usage = usage,
        Kind = to == stretch.To ? stretch.Kind : Metering.ReadKind.Estimated,
    };

    private static decimal ValueOn(UsageSegment stretch, DateOnly day) => day == stretch.From ? stretch.PreviousValue : day == stretch.To ? stretch.Value
        : Math.Round(stretch.PreviousValue + (stretch.Value - stretch.PreviousValue) * (day.DayNumber - stretch.From.DayNumber) / (stretch.To.DayNumber - stretch.From.DayNumber), 3, MidpointRounding.AwayFromZero);
}
