using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>A tariff document made ready for rating: once for a run, then shared by every bill and every thread.</summary>
public sealed class CompiledTariff
{
    private readonly Dictionary<(string Service, string Component), TariffComponent> _components = [];
    private readonly Dictionary<string, TariffService> _services;
    private readonly HashSet<string> _seasonal;
    private readonly RatingBook _alone;

    internal CompiledTariff(TariffDocument document)
    {
        Document = document;
        _services = document.Services.ToDictionary(s => s.Id, StringComparer.Ordinal);
        foreach (var service in document.Services)
            foreach (var component in service.Components)
                _components[(service.Id, component.Id)] = component;
        _seasonal = [.. document.Services.Where(s => s.Components.Any(c => c.Asks(ChoiceBy.Season)) || s.WinterAverage?.Asks(ChoiceBy.Season) == true).Select(s => s.Id)];
        _alone = new RatingBook([this], alone: true);
    }

    /// <summary>Services whose figures hang on a season.</summary>
    internal IReadOnlySet<string> Seasonal => _seasonal;

    /// <summary>Whether a season turns on the day and the service has figures by season.</summary>
    internal bool TurnsOn(string service, DateOnly day) => _seasonal.Contains(service) && Document.Seasons.Any(s => s.TurnsOn(day));

    public TariffDocument Document { get; }

    public string Id => Document.Tariff;

    public DateOnly Effective => Document.Effective;

    public bool Prices(string service) => _services.ContainsKey(service);

    public TariffService? Service(string service) => _services.GetValueOrDefault(service);

    /// <summary>A fee of the fee schedule.</summary>
    public TariffFee? Fee(string fee) => Document.FeeSchedule.FirstOrDefault(f => f.Id == fee);

    public TariffComponent Component(string service, string component) => _components[(service, component)];

    /// <summary>The line's words on the bill.</summary>
    public BilingualText Label(string service, string component) => Component(service, component).Label;

    /// <summary>Where a component's money goes.</summary>
    public Distribution Distribution(string service, string component) => Component(service, component).Distribution;

    /// <summary>A quantity in another declared unit (what the meter counts) in the service's billing unit, by the city's own sizes; empty when the unit is not declared.</summary>
    public decimal? ToBillingUnit(string service, decimal quantity, string unit)
    {
        var billing = Service(service)?.Unit;
        var from = Document.Units.FirstOrDefault(u => u.Id == unit);
        return billing is null || from is null ? null : billing.Id == unit ? quantity : Math.Round(quantity * from.Gallons / billing.Gallons, 6);
    }

    /// <summary>Rates by this document alone, whatever its date: what a quote and the test bench ask for. A run rates by a <see cref="RatingBook"/>.</summary>
    public RatingRefusal? Rate(RatingInput input, List<RatedLine> lines) => _alone.Rate(input, lines);
}

/// <summary>Makes a document ready for rating.</summary>
public static class TariffCompiler
{
    public static CompiledTariff Compile(TariffDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new CompiledTariff(document);
    }
}
