using System.Globalization;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Puts together what the engine asks for one occupancy: days, class, meter size, usage in billing units, and the facts of the period.</summary>
internal sealed class RatingInputs(RunContext context, CalculationFacts known)
{
    /// <summary>The input, the reads that each agreement uses, or the reason why it must wait.</summary>
    public (RatingInput? Input, Parking? Parking) Build(OccupancyForBilling occupancy, IReadOnlyList<AgreementForBilling> agreements, Dictionary<Guid, IReadOnlyList<UsageSegment>> reads)
    {
        var rated = new List<RatingAgreement>(agreements.Count);
        foreach (var agreement in agreements)
        {
            if (agreement.RateCode is null)
                return (null, Parking.Because("rateMissing", ("service", agreement.Service)));
            var segments = new List<UsageSegment>();
            var (quantity, parking) = Usage(agreement, occupancy, segments, depth: 0);
            if (parking is not null)
                return (null, parking);
            reads[agreement.AgreementId] = segments;
            rated.Add(Agreement(occupancy, agreement, quantity));
        }
        var from = Later(context.Period.From, occupancy.From);
        var to = occupancy.To is { } end ? Earlier(context.Period.To, end) : context.Period.To;
        var (running, stopped) = StoppedDays.Apply(rated, agreements, from, to);
        if (stopped is not null)
            return (null, stopped);
        return (new RatingInput
        {
            From = from,
            To = to,
            PeriodFrom = context.Period.From,
            PeriodTo = context.Period.To,
            PeriodMonths = context.Billed.Months,
            BillDate = context.RuleDate,
            ReadDate = context.Period.ReadDate,
            Agreements = running,
            Facts = Facts(occupancy),
        }, null);
    }

    /// <summary>The premise's facts, and the town's stage unless the premise has one of its own.</summary>
    private Dictionary<string, FactValue> Facts(OccupancyForBilling occupancy)
    {
        var facts = occupancy.Facts.ToDictionary(f => f.Name, f => FactValue.Of(f.Value));
        facts.TryAdd(RatingFacts.Stage, FactValue.Of(context.Stage));
        return facts;
    }

    private RatingAgreement Agreement(OccupancyForBilling occupancy, AgreementForBilling agreement, decimal? quantity)
    {
        return new RatingAgreement
        {
            Id = agreement.AgreementId,
            Service = agreement.Service,
            Class = agreement.CustomerClass,
            MeterSize = MeterSize(agreement),
            Usage = quantity,
            From = BegunInPeriod(agreement),
            To = EndedInPeriod(agreement),
            Discounts = [.. occupancy.Enrollments.Select(e => new Enrolled(e.Program, e.From, e.To))],
            // Nobody's winter is known as an empty list of usages: the tariff's own default then holds.
            Facts = known.WinterAverages.TryGetValue(agreement.AgreementId, out var average)
                ? new Dictionary<string, FactValue> { [RatingFacts.WinterAverage] = FactValue.Of(average) }
                : new Dictionary<string, FactValue> { [RatingFacts.WinterUsage] = FactValue.Of((IReadOnlyList<decimal>)[]) },
        };
    }

    private string? MeterSize(AgreementForBilling agreement)
    {
        var point = agreement.ServicePointId ?? agreement.Sources.FirstOrDefault(s => s.ServicePointId is not null)?.ServicePointId;
        return point is { } id && known.Usage.TryGetValue(id, out var found) ? found.MeterSize : null;
    }

    private (decimal? Quantity, Parking? Parking) Usage(AgreementForBilling agreement, OccupancyForBilling occupancy, List<UsageSegment> segments, int depth)
    {
        if (agreement.Sources.Count == 0)
            return (null, null);
        if (depth > 4)
            return (null, Parking.Because("usageRing", ("service", agreement.Service)));
        var total = 0m;
        foreach (var source in agreement.Sources)
        {
            var (quantity, parking) = source.Kind switch
            {
                UsageSourceKind.Fixed => (source.FixedQuantity, (Parking?)null),
                UsageSourceKind.Register => Registered(agreement, source.ServicePointId!.Value, segments),
                _ => occupancy.Agreements.FirstOrDefault(a => a.AgreementId == source.SourceAgreementId) is { } other
                    ? Usage(other, occupancy, segments, depth + 1)
                    : (null, Parking.Because("sourceMissing", ("service", agreement.Service))),
            };
            if (parking is not null)
                return (null, parking);
            total += source.Sign * source.Share * (quantity ?? 0m);
        }
        return (total, null);
    }

    private (decimal? Quantity, Parking? Parking) Registered(AgreementForBilling agreement, Guid servicePointId, List<UsageSegment> segments)
    {
        var service = agreement.Service;
        if (!known.Usage.TryGetValue(servicePointId, out var point))
            return (null, Parking.Because("noMeter", ("service", service)));
        var sharing = known.Sharing.GetValueOrDefault(agreement.AgreementId, []);
        switch (point.State)
        {
            case UsageState.MissingRead when sharing.Count == 0: return (null, Parking.Because("readMissing", ("service", service)));
            case UsageState.OpenException: return (null, Parking.Because("readOpen", ("service", service)));
            case UsageState.Held: return (null, new Parking("Billing:Hold.read", new Dictionary<string, string> { ["reason"] = point.Reason ?? "" }));
            default: break;
        }
        if (context.Book.TariffFor(service, context.RuleDate) is not { } tariff)
            return (null, Parking.Because("serviceNotPriced", ("service", service)));
        if (sharing.Count > 0)
        {
            point = point with { Segments = SharedUsage.Of(known.SharedUsage[servicePointId], UsagePeriodOf(context.Billed), sharing) };
            if (point.Registers.Any(r => (r.To is null || r.To > context.Billed.Through) && point.Segments.All(s => s.RegisterId != r.RegisterId)))
                return (null, Parking.Because("readMissing", ("service", service)));
        }
        var own = OwnUsage.Of(point, BegunInPeriod(agreement), EndedInPeriod(agreement), context.Period.ReadDate);
        if (own.UnreadMove is { } move)
            return (null, Parking.Because("moveUnread", ("service", service), ("date", move.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        if (own.IsUnread)
            return (null, Parking.Because("readMissing", ("service", service)));
        var total = 0m;
        foreach (var segment in own.Segments)
        {
            if (tariff.ToBillingUnit(service, segment.Usage, segment.Unit) is not { } quantity)
                return (null, Parking.Because("unitUnknown", ("service", service), ("unit", segment.Unit)));
            total += quantity;
        }
        segments.AddRange(own.Segments);
        return (total, null);
    }

    public static UsagePeriod UsagePeriodOf(RunPeriod period) => new(period.After, period.Through, period.Period.ReadDate);

    private DateOnly? BegunInPeriod(AgreementForBilling agreement) => agreement.From > context.Period.From ? agreement.From : null;

    private DateOnly? EndedInPeriod(AgreementForBilling agreement) => agreement.To < context.Period.To ? agreement.To : null;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}

/// <summary>Facts that a run itself provides.</summary>
internal static class RatingFacts
{
    /// <summary>The town's stage of conservation.</summary>
    public const string Stage = "stage";

    /// <summary>The sewer volume of the agreement, per billing period, in the billing unit.</summary>
    public const string WinterAverage = "winterAverage";

    /// <summary>Last winter's usages, from which the tariff's rule would make the average.</summary>
    public const string WinterUsage = "winterUsage";
}
