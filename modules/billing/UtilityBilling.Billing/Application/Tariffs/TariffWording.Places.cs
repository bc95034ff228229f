namespace UtilityBilling.Billing.Tariffs;

/// <summary>Whom a price is for and what it is of, said as an ordinance says it.</summary>
public sealed partial class TariffWording
{
    /// <summary>One place in a table of prices: a class, a size, an enrolment or the value of a fact.</summary>
    public string Place<T>(Choice<T> table, string key, TariffDocument tariff) where T : class
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(tariff);
        var others = key == Choice<T>.Others;
        return table.By switch
        {
            ChoiceBy.Class => others ? texts["Billing:TariffFor.OtherClasses"] : Class(key),
            ChoiceBy.MeterSize => others ? texts["Billing:TariffFor.OtherSizes"] : Meter(key),
            ChoiceBy.Discount => key == Choice<T>.NoDiscount ? texts["Billing:TariffFor.EverybodyElse"] : Programme(tariff, key),
            ChoiceBy.Season => others ? texts["Billing:TariffFor.RestOfYear"] : Season(tariff, key),
            ChoiceBy.Range => FactIs(table.Fact ?? "", Band(table.Ranges.First(r => r.Name == key))),
            _ => FactIs(table.Fact ?? "", others ? texts["Billing:TariffFor.OtherValues"] : Value(key)),
        };
    }

    /// <summary>Everything that a condition names, in one line; empty for none.</summary>
    public string Whom(Condition? condition, TariffDocument tariff)
    {
        if (condition is null)
            return "";
        List<string> parts = [];
        if (condition.Classes.Count > 0)
            parts.Add(string.Join(", ", condition.Classes.Select(Class)));
        if (condition.MeterSizes.Count > 0)
            parts.Add(Meter(string.Join(", ", condition.MeterSizes)));
        if (condition.Discounts.Count > 0)
            parts.Add(string.Join(", ", condition.Discounts.Select(d => Programme(tariff, d))));
        parts.AddRange(condition.Facts.Select(f => FactIs(f.Fact, string.Join(", ", f.Is.Select(Value)))));
        return string.Join("; ", parts);
    }

    /// <summary>The band of a tier; where it begins or ends at a count, the count in words.</summary>
    public string Band(IReadOnlyList<TariffTier> tiers, int index, TariffDocument tariff, string? unit)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        var tier = tiers[index];
        if (tier.From is { } from && tier.CountedTo is null)
            return Band(from, tier.To, unit);
        var begin = tier.From is { } figure ? Figure(figure) : Counts(tiers[index - 1].CountedTo, tariff);
        if (tier.IsLast)
            return texts["Billing:TariffTier.Last", begin];
        var end = tier.To is { } to ? Figure(to) : Counts(tier.CountedTo, tariff);
        return tier.From == 0m ? texts["Billing:TariffTier.First", end] : texts["Billing:TariffTier.Middle", begin, end];
    }

    /// <summary>The band of a tier: more than its beginning, up to and including its end.</summary>
    public string Band(decimal from, decimal? to, string? unit)
    {
        var band = (from, to) switch
        {
            (0m, null) => texts["Billing:TariffTier.All"].Value,
            (0m, { } first) => texts["Billing:TariffTier.First", Figure(first)],
            (_, { } end) => texts["Billing:TariffTier.Middle", Figure(from), Figure(end)],
            _ => texts["Billing:TariffTier.Last", Figure(from)],
        };
        return unit is null ? band : $"{band} {unit}";
    }

    /// <summary>What a percentage, discount, minimum or maximum is of.</summary>
    public string Of(IReadOnlyList<ChargeReference> references, TariffDocument tariff)
    {
        ArgumentNullException.ThrowIfNull(references);
        return string.Join(", ", references.Select(r => Of(r, tariff)));
    }

    /// <summary>How many units are billed.</summary>
    public string Count(CountRule rule, TariffDocument tariff)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.Value is { } number)
            return Figure(number);
        var words = rule switch
        {
            { Fact: { } fact } => Fact(fact),
            { Product.Count: > 0 } => string.Join(" × ", rule.Product.Select(f => f.Value is { } factor ? Figure(factor) : Fact(f.Fact!))),
            _ => string.Join(rule.Sum.Count > 0 ? " + " : " − ", rule.Parts.Select(part => $"({Counts(part, tariff)})")),
        };
        if (rule.DivideBy is { } by)
            words = $"{words} ÷ {Figure(by)}";
        if (rule.Rounding is { } rounding)
            words = $"{words}, {Rounding(rounding)}";
        if (rule.Minimum is { } least)
            words = $"{words}, {texts["Billing:TariffRule.AtLeast", Figure(least)]}";
        return rule.Maximum is { } most ? $"{words}, {texts["Billing:TariffRule.AtMost", Figure(most)]}" : words;
    }

    /// <summary>A count, or a table of counts with whom each is for.</summary>
    public string Counts(Choice<CountRule>? counts, TariffDocument tariff) => Table(counts, tariff, rule => Count(rule, tariff));

    /// <summary>A volume, or a table of them with whom each is for.</summary>
    public string Volumes(Choice<TariffVolume>? volumes, TariffDocument tariff) => Table(volumes, tariff, v => v.Count is { } count ? Count(count, tariff) : Figure(v.Figure!.Amount));

    /// <summary>A figure, or a table of them with whom each is for.</summary>
    public string Figures(Choice<TariffPrice>? figures, TariffDocument tariff, decimal times = 1m) => Table(figures, tariff, figure => Figure(figure.Amount * times));

    /// <summary>Every value of a table with its place: without words for comparing, in words for reading.</summary>
    public IEnumerable<(string Key, string For, T Value)> Flatten<T>(Choice<T>? choice, TariffDocument tariff, string key = "", string forWhom = "") where T : class
    {
        if (choice is null)
            yield break;
        if (choice.Value is { } value)
            yield return (key, forWhom, value);
        foreach (var (option, inner) in choice.Options)
            foreach (var row in Flatten(inner, tariff, $"{key}/{option}", Join(forWhom, Place(choice, option, tariff))))
                yield return row;
    }

    public static string Join(string one, string other) => one.Length == 0 ? other : $"{one}; {other}";

    public string Rounding(RoundingRule rule) => texts[rule.Decimals == 0 ? "Billing:TariffRule.RoundedWhole" : "Billing:TariffRule.Rounded", texts[$"Billing:RoundingMode.{rule.Mode}"], rule.Decimals];

    private string Table<T>(Choice<T>? choice, TariffDocument tariff, Func<T, string> show) where T : class =>
        string.Join("; ", Flatten(choice, tariff).Select(row => row.For.Length == 0 ? show(row.Value) : $"{row.For}: {show(row.Value)}"));

    private string Season(TariffDocument tariff, string id) =>
        tariff.Seasons.FirstOrDefault(s => s.Id == id) is { } season ? texts["Billing:TariffFor.Season", season.Label.In(Language), season.From, season.Through] : id;

    private string Of(ChargeReference reference, TariffDocument tariff)
    {
        if (reference is { Service: ChargeReference.Bill, Component: null })
            return texts["Billing:TariffPer.WholeBill"];
        var service = tariff.Services.FirstOrDefault(s => s.Id == reference.Service);
        return reference.Component is { } component ? service?.Components.FirstOrDefault(c => c.Id == component)?.Label.In(Language) ?? reference.ToString() : service?.Label.In(Language) ?? reference.Service;
    }

    private static string Programme(TariffDocument tariff, string id) => tariff.Discounts.FirstOrDefault(d => d.Id == id)?.Label.In(Language) ?? id;

    /// <summary>A size that is a bare number is in inches; another says its unit itself.</summary>
    private string Meter(string size) => texts[char.IsAsciiDigit(size[^1]) ? "Billing:TariffFor.MeterSize" : "Billing:TariffFor.Meter", size];

    private string Band<T>(ChoiceRange<T> range) where T : class => Band(range.From, range.To, null);

    private string FactIs(string fact, string value) => $"{Fact(fact)}: {value}";

    private string Value(string value) => value switch
    {
        "true" => texts["Billing:Bench.Yes"],
        "false" => texts["Billing:Bench.No"],
        _ => value,
    };
}
