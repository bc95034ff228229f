using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>How a fact is written: a number, yes or no, one of some words, or several numbers (last winter's usages).</summary>
public enum TariffFactKind { Number, YesNo, Word, Numbers }

/// <summary>A fact of the premise or account that a document's prices depend on.</summary>
/// <param name="Values">The values that the document names; another one may still have a price, by <c>*</c>.</param>
public sealed record TariffFact(string Name, TariffFactKind Kind, IReadOnlyList<string> Values)
{
    /// <summary>An average on file, which is used as it is.</summary>
    public const string WinterAverage = "winterAverage";

    /// <summary>Last winter's usages, which are averaged.</summary>
    public const string WinterUsage = "winterUsage";

    /// <summary>Numbers that every bill knows of itself; nobody records them.</summary>
    internal static readonly IReadOnlySet<string> KnownOfTheBill = new HashSet<string> { ChargeScope.DaysFact, ChargeScope.MonthsFact, ChargeScope.UsageFact };
}

/// <summary>Finds every fact that a document names, in the order in which it names them: what must be known before a bill can be worked out.</summary>
public static class TariffFacts
{
    public static IReadOnlyList<TariffFact> Of(TariffDocument tariff)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        var finder = new Finder();
        foreach (var service in tariff.Services)
            finder.Look(service);
        foreach (var fee in tariff.FeeSchedule)
            finder.Look(fee);
        return finder.Found();
    }

    private sealed class Finder
    {
        private readonly List<string> _names = [];
        private readonly HashSet<string> _numbers = [];
        private readonly HashSet<string> _lists = [];
        private readonly Dictionary<string, List<string>> _values = [];

        public void Look(TariffService service)
        {
            if (service.WinterAverage is { } winter)
            {
                Number(TariffFact.WinterAverage);
                Name(TariffFact.WinterUsage);
                _lists.Add(TariffFact.WinterUsage);
                Look([winter.Default, winter.Floor, winter.Cap]);
            }

            foreach (var component in service.Components)
                Look(component);
        }

        public void Look(TariffFee fee)
        {
            Look([fee.Amount, fee.Percent, fee.Minimum, fee.Maximum]);
            Look(fee.Count, Look);
        }

        public IReadOnlyList<TariffFact> Found() => [.. _names.Select(name => new TariffFact(name, KindOf(name), _values[name]))];

        private void Look(TariffComponent component)
        {
            Look(component.When);
            foreach (var multiplier in component.Multipliers)
                Look(multiplier.When);
            Look([component.Price, component.Percent, component.Share, component.MinimumAmount, component.MaximumAmount]);
            Look(component.Count, Look);
            Look(component.QuantityCount, Look);
            Look(component.ScaleBy, Look);
            foreach (var volume in new[] { component.MinimumQuantity, component.MaximumQuantity, component.Allowance })
                Look(volume, v => Look(v.Count));
            Look(component.Tiers, tiers =>
            {
                foreach (var tier in tiers)
                    Look(tier.CountedTo, Look);
                Look(tiers.Select(t => t.Price));
            });
        }

        private void Look(IEnumerable<Choice<TariffPrice>?> prices)
        {
            foreach (var price in prices)
                Look(price, _ => { });
        }

        private void Look<T>(Choice<T>? choice, Action<T> leaf) where T : class
        {
            if (choice is null)
                return;
            if (choice.Value is { } value)
                leaf(value);
            if (choice is { By: ChoiceBy.Fact, Fact: { } fact })
                foreach (var (key, _) in choice.Options)
                    Value(fact, key);
            if (choice is { By: ChoiceBy.Range, Fact: { } number })
                Number(number);
            foreach (var (_, option) in choice.Options)
                Look(option, leaf);
        }

        private void Look(CountRule? rule)
        {
            foreach (var fact in rule?.Facts ?? [])
                Number(fact);
            foreach (var part in rule?.Parts ?? [])
                Look(part, Look);
        }

        private void Look(Condition? condition)
        {
            foreach (var test in condition?.Facts ?? [])
                foreach (var value in test.Is)
                    Value(test.Fact, value);
        }

        private void Number(string name)
        {
            if (TariffFact.KnownOfTheBill.Contains(name))
                return;
            Name(name);
            _numbers.Add(name);
        }

        private void Value(string name, string value)
        {
            Name(name);
            if (value != Choice<TariffPrice>.Others && !_values[name].Contains(value))
                _values[name].Add(value);
        }

        private void Name(string name)
        {
            if (_values.TryAdd(name, []))
                _names.Add(name);
        }

        private TariffFactKind KindOf(string name) => name switch
        {
            _ when _lists.Contains(name) => TariffFactKind.Numbers,
            _ when _numbers.Contains(name) => TariffFactKind.Number,
            _ when _values[name].Count > 0 && _values[name].TrueForAll(v => v is "true" or "false") => TariffFactKind.YesNo,
            _ => TariffFactKind.Word,
        };
    }
}
