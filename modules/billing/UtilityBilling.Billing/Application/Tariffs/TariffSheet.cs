using System.Globalization;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>A tariff as a table of prices, the way the ordinance prints it.</summary>
public sealed record TariffSheet(IReadOnlyList<TariffSheetService> Services)
{
    /// <summary>Reads a stored document; it was validated when it was imported.</summary>
    public static TariffSheet Of(string document)
    {
        var tariff = TariffReader.Read(document).Document ?? throw new InvalidOperationException("The stored tariff document does not read.");
        var language = LocalizationCatalog.CurrentLanguage == "es" ? "es" : "en";
        return new TariffSheet([.. tariff.Services.Select(s => new TariffSheetService(s.Label.In(language), [.. s.Components.SelectMany(c => Prices(c, s, language))]))]);
    }

    private static IEnumerable<TariffSheetPrice> Prices(TariffComponent component, TariffService service, string language)
    {
        var label = component.Label.In(language);
        var whom = string.Join(", ", component.When is { } when ? [.. when.Classes, .. when.MeterSizes, .. when.Discounts] : []);
        var unit = service.Unit?.Label.In(language);
        var (per, billingUnit) = (component.Per.ToString(), component.Kind == ComponentKind.Usage ? unit : null);
        foreach (var (path, price) in Flatten(component.Price, whom))
            yield return new TariffSheetPrice(label, path, Money(price.Amount), per, billingUnit, price.Source);
        foreach (var (path, percent) in Flatten(component.Percent, whom))
            yield return new TariffSheetPrice(label, path, percent.Amount.ToString("0.####", CultureInfo.InvariantCulture) + " %", per, string.Join(", ", component.Of), percent.Source);
        foreach (var (path, tiers) in Flatten(component.Tiers, whom))
            foreach (var tier in tiers)
                foreach (var (tierPath, price) in Flatten(tier.Price, path))
                    yield return new TariffSheetPrice(label, Join(tierPath, Range(tier, unit)), Money(price.Amount), per, billingUnit, price.Source);
    }

    private static IEnumerable<(string Path, T Value)> Flatten<T>(Choice<T>? choice, string path) where T : class
    {
        if (choice is null)
            yield break;
        if (choice.Value is { } value)
            yield return (path, value);
        foreach (var (key, option) in choice.Options)
            foreach (var inner in Flatten(option, Join(path, key)))
                yield return inner;
    }

    private static string Join(string path, string next) => path.Length == 0 ? next : $"{path}, {next}";

    private static string Range(TariffTier tier, string? unit)
    {
        var from = tier.From.ToString("0.###", CultureInfo.InvariantCulture);
        return tier.To is { } to ? $"{from}–{to.ToString("0.###", CultureInfo.InvariantCulture)} {unit}" : $"> {from} {unit}";
    }

    private static string Money(decimal amount) => amount.ToString("0.00####", CultureInfo.InvariantCulture);
}

public sealed record TariffSheetService(string Name, IReadOnlyList<TariffSheetPrice> Prices);

/// <param name="For">Class, size, enrolment or tier that the price is for; empty when it is for all.</param>
/// <param name="Per">Bill, Month, Day or Year.</param>
/// <param name="Unit">The billing unit of a price for usage, the charges of a percentage; null for a price per bill or time.</param>
public sealed record TariffSheetPrice(string Charge, string For, string Amount, string Per, string? Unit, string? Source);
