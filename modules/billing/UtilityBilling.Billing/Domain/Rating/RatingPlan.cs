using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>A part of a period between two rate changes; an open side reaches to the bill's own end.</summary>
internal sealed record PlannedSegment(DateOnly? From, DateOnly? To);

/// <summary>One charge of the plan: a component of a service version, for one segment of a period that a rate change splits.</summary>
internal sealed class PlannedCharge
{
    public required CompiledTariff Tariff { get; init; }
    public required TariffService Service { get; init; }
    public required int ServiceIndex { get; init; }
    public required TariffComponent Component { get; init; }

    /// <summary>By which date the service changes its prices: as the document in force at the bill's date says.</summary>
    public required RateKey RateKey { get; init; }

    /// <summary>The days that a rate change leaves to this version; empty where the period is not split.</summary>
    public PlannedSegment? Segment { get; init; }

    /// <summary>What a unit of the service whose usage is billed is in this service's unit, by the city's own sizes.</summary>
    public decimal UsageFactor { get; set; } = 1m;

    /// <summary>Positions of the charges that this one is a percentage, discount, minimum or maximum of.</summary>
    public int[] Covers { get; set; } = [];
}

/// <summary>The charges that a bill of certain dates consists of, in the order of the bill and in the order of working out. Made once, used by every bill of the run.</summary>
internal sealed class RatingPlan
{
    private readonly Dictionary<string, int> _services;

    public RatingPlan(IReadOnlyList<PlannedCharge> charges, Dictionary<string, int> services, IReadOnlySet<string> priced)
    {
        Charges = [.. charges];
        AsksUnrounded = charges.Any(c => c.Component.OfUnrounded);
        RoundsBill = charges.Any(c => c.Service.RoundAt == RoundingPlace.Bill);
        _services = services;
        Order = ChargeOrder.Find([.. charges.Select(c => (c.Service.Id, c.Component))], out var circle);
        if (circle is { } at)
            Circle = $"{charges[at].Service.Id}.{charges[at].Component.Id}";
        foreach (var charge in charges)
        {
            charge.UsageFactor = FactorOf(charge, charges);
            charge.Covers = [.. Enumerable.Range(0, charges.Count).Where(i => charge.Component.Of.Any(r => ChargeOrder.Covers(r, charge.Component.Kind, charges[i].Service.Id, charges[i].Component)))];
            NotPriced ??= charge.Component.Of.FirstOrDefault(r => r.Service != ChargeReference.Bill && !priced.Contains(r.Service))?.Service;
        }
    }

    private static decimal FactorOf(PlannedCharge charge, IReadOnlyList<PlannedCharge> charges)
    {
        var source = charge.Service.UsageFrom is { } name ? charges.FirstOrDefault(c => c.Service.Id == name)?.Service : null;
        return source?.Unit is { } from && charge.Service.Unit is { } to ? from.Gallons / to.Gallons : 1m;
    }

    public PlannedCharge[] Charges { get; }

    public int[] Order { get; }

    /// <summary>Whether any percentage is of lines before their rounding.</summary>
    public bool AsksUnrounded { get; }

    /// <summary>Whether the total of the bill is rounded, by any document.</summary>
    public bool RoundsBill { get; }

    public string? Circle { get; }

    /// <summary>A service that a percentage names and no tariff in use prices.</summary>
    public string? NotPriced { get; }

    public int IndexOf(string service) => _services.TryGetValue(service, out var index) ? index : -1;
}
