using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>Which reads a bill of the cycle takes: those dated after one day and not after another.</summary>
internal readonly record struct ReadSpan(DateOnly After, DateOnly Through);

/// <summary>A share of what a service point registers, as an agreement is billed it: a sewer follows the water, less what a garden meter counts.</summary>
internal readonly record struct MeteredShare(Guid ServicePointId, decimal Factor);

/// <summary>
/// The winter of one agreement, as usages of billing periods: the reads that one bill took are one usage, also where a meter was exchanged between them or two
/// registers count.
/// </summary>
internal static class WinterReads
{
    private const int DeepestSources = 4;

    /// <summary>The service points whose usage the agreement is billed, and a fixed quantity a period.</summary>
    public static (IReadOnlyList<MeteredShare> Points, decimal Fixed) SourcesOf(OccupancyForBilling occupancy, AgreementForBilling agreement, string? usageFrom)
    {
        var points = new List<MeteredShare>();
        var quantity = 0m;
        Collect(agreement, 1m, 0);
        return (points, quantity);

        void Collect(AgreementForBilling one, decimal factor, int depth)
        {
            if (depth > DeepestSources)
                return;
            if (one.Sources.Count == 0)
            {
                if (one.ServicePointId is { } own)
                    points.Add(new MeteredShare(own, factor));
                else if (usageFrom is not null && one.Service != usageFrom)
                    foreach (var other in occupancy.Agreements.Where(a => a.Service == usageFrom))
                        Collect(other, factor, depth + 1);
            }

            foreach (var source in one.Sources)
            {
                var share = factor * source.Sign * source.Share;
                if (source.Kind == UsageSourceKind.Fixed)
                    quantity += share * (source.FixedQuantity ?? 0m);
                else if (source.Kind == UsageSourceKind.Register)
                    points.Add(new MeteredShare(source.ServicePointId!.Value, share));
                else if (occupancy.Agreements.FirstOrDefault(a => a.AgreementId == source.SourceAgreementId) is { } other)
                    Collect(other, share, depth + 1);
            }
        }
    }

    /// <summary>The periods of the window, oldest first, each with its usage in the billing unit; what does not count says why.</summary>
    public static List<WinterPeriodDto> Periods(
        AgreementForBilling agreement, IReadOnlyList<MeteredShare> points, decimal fixedQuantity, IReadOnlyDictionary<Guid, ServicePointUsage> usage, IReadOnlyList<ReadSpan> spans, CompiledTariff tariff,
        bool followsHouse)
    {
        var reads = points.SelectMany(p => (usage.GetValueOrDefault(p.ServicePointId)?.Segments ?? []).Select(s => (Segment: s, p.Factor)));
        return [.. reads.GroupBy(r => EndOf(r.Segment.To, spans)).OrderBy(g => g.Key).Select(g => Period([.. g]))];

        WinterPeriodDto Period(List<(UsageSegment Segment, decimal Factor)> parts)
        {
            var quantities = parts.ConvertAll(p => tariff.ToBillingUnit(agreement.Service, p.Segment.Usage, p.Segment.Unit) * p.Factor);
            var kind = parts.Exists(p => p.Segment.Kind == ReadKind.Estimated) ? ReadKind.Estimated : parts.OrderByDescending(p => p.Segment.To).First().Segment.Kind;
            var leftOut = kind == ReadKind.Estimated ? "estimated"
                : !followsHouse && !parts.TrueForAll(p => IsOwn(p.Segment, agreement)) ? "notOwn"
                : quantities.Contains(null) ? "unit" : null;
            return new WinterPeriodDto(parts.Min(p => p.Segment.From), parts.Max(p => p.Segment.To), Math.Max(0m, Math.Round(quantities.Sum() ?? 0m, 3) + fixedQuantity), kind.ToString(), leftOut);
        }
    }

    /// <summary>A winter is the occupant's own, in whole periods: neither the former one's use nor the rest of the period of the move.</summary>
    public static bool IsOwn(UsageSegment segment, AgreementForBilling agreement) =>
        segment.From > agreement.From || (segment.From == agreement.From && segment.PreviousReadId is null);

    /// <summary>Marks what the rule itself left out: the highest and lowest that it drops, or everything where there was too little.</summary>
    public static List<WinterPeriodDto> Marked(IEnumerable<WinterPeriodDto> periods, WinterVolume volume)
    {
        var kept = volume.Kept.ToList();
        var averaged = kept.Count > 0;
        return [.. periods.Select(p => p.LeftOut is not null || kept.Remove(p.Usage) ? p : p with { LeftOut = averaged ? "dropped" : "tooFew" })];
    }

    /// <summary>The day by which reads belong to one bill; a read that no known period took is a period of its own.</summary>
    private static DateOnly EndOf(DateOnly read, IReadOnlyList<ReadSpan> spans)
    {
        foreach (var span in spans)
            if (read > span.After && read <= span.Through)
                return span.Through;
        return read;
    }
}
