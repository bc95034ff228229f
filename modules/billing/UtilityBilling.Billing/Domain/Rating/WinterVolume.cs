using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>What a tariff's winter rule makes of an agreement's winter on a date, worked out by the engine's own arithmetic.</summary>
/// <param name="IsBilledByIt">Whether any charge of the agreement goes by a winter average; a shop billed by its usage has none.</param>
/// <param name="Average">The average or the default, as it is kept; empty when it cannot be said.</param>
/// <param name="Billed">What a whole period's bill takes of it, after floor and cap.</param>
/// <param name="Steps">The arithmetic.</param>
/// <param name="Refusal">Why there is none.</param>
public sealed record WinterVolume(bool IsBilledByIt, decimal? Average, decimal? Billed, IReadOnlyList<RatedStep> Steps, RatingRefusal? Refusal)
{
    /// <summary>The usages that were averaged, without those that the rule drops; empty when there was nothing to average.</summary>
    public IReadOnlyList<decimal> Kept => Steps.FirstOrDefault(s => s.What == "average")?.Values ?? [];

    public bool IsDefault => Steps.Any(s => s.What == "default");

    public bool IsFloor => Steps.Any(s => s.What == "floor");

    public bool IsCap => Steps.Any(s => s.What == "cap");

    /// <summary>The arithmetic as a person reads it aloud, or why there is none.</summary>
    public string Explain(string language) => Refusal?.Sentence(language)
        ?? LineExplanation.Of(new RatedLine { Tariff = "", Service = "", Component = "", Steps = [.. Steps] }, language, withUnit: false);

    /// <summary>
    /// By the rule of this tariff, as a bill of the input's date would: from the agreement's <c>winterUsage</c>, or from its <c>winterAverage</c> where that is
    /// known already.
    /// </summary>
    public static WinterVolume Of(CompiledTariff tariff, RatingInput input, RatingAgreement agreement)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(agreement);
        var scope = new AgreementScope(input, agreement);
        if (tariff.Service(agreement.Service) is not { WinterAverage: not null } service)
            return new WinterVolume(false, null, null, [], null);
        foreach (var component in service.Components.Where(c => c is { Kind: ComponentKind.Usage, Quantity: QuantityBasis.WinterAverage or QuantityBasis.LesserOfUsageAndWinterAverage }))
        {
            if (component.When is { } when && !scope.Holds(when))
                continue;
            var steps = new List<RatedStep>();
            var charge = new PlannedCharge { Tariff = tariff, Service = service, ServiceIndex = 0, Component = component, RateKey = service.RateKey };
            var averaging = new WinterAveraging(new ChargeScope(charge, scope, new ChargedDays(input, scope, charge)), steps);
            var average = averaging.Average();
            var billed = average is { } found ? averaging.Limited(found) : (decimal?)null;
            return scope.Refusal is { } refusal ? new WinterVolume(true, null, null, [], refusal) : new WinterVolume(true, average, billed, steps, null);
        }

        return new WinterVolume(scope.Refusal is not null, null, null, [], scope.Refusal);
    }
}
