using System.Globalization;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Reads how many units are billed: a number, a fact, a product, a sum or a difference.</summary>
internal sealed class CountReader(ProblemList problems)
{
    private const int MostParts = 20;

    public CountRule? Read(SourceNode node, string path, PriceReader prices)
    {
        var reader = ObjectReader.Open(node, path, problems, "value", "fact", "product", "sum", "difference", "divideBy", "rounding", "minimum", "maximum", "source");
        if (reader is null)
            return null;
        reader.OptionalText("source");
        var rule = new CountRule(reader.Number("value"), reader.OptionalText("fact"), reader.Positive("divideBy"), PriceReader.Rounding(reader, 6), reader.Number("minimum"), reader.Number("maximum"))
        {
            Product = Factors(reader),
            Sum = Parts(reader, "sum", prices),
            Difference = Parts(reader, "difference", prices),
        };
        if (new[] { "value", "fact", "product", "sum", "difference" }.Count(reader.Has) != 1)
            problems.Add(node.Line, path, "countNeedsOne");
        else if (rule.Value is not null && (reader.Has("divideBy") || rule.Rounding is not null || reader.Has("minimum") || reader.Has("maximum")))
            problems.Add(node.Line, path, "countValueAlone");
        else if (reader.Has("divideBy") && !reader.Has("rounding"))
            problems.Add(node.Line, path, "countNeedsRounding");
        if (rule.Minimum > rule.Maximum)
            reader.Problem("minimum", "minimumAboveMaximum");
        return rule;
    }

    private static List<CountFactor> Factors(ObjectReader reader)
    {
        var factors = new List<CountFactor>();
        foreach (var item in Counted(reader, "product"))
            if (item.Kind == SourceKind.Number || (item.Kind == SourceKind.Text && decimal.TryParse(item.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)))
                factors.Add(new CountFactor(reader.NumberOf(item, reader.At("product")), null));
            else if (reader.TextOf(item, reader.At("product")) is { } fact)
                factors.Add(new CountFactor(null, fact));
        return factors;
    }

    private static List<Choice<CountRule>> Parts(ObjectReader reader, string name, PriceReader prices)
    {
        var parts = new List<Choice<CountRule>>();
        var items = Counted(reader, name);
        for (var i = 0; i < items.Count; i++)
            if (prices.Count(items[i], $"{reader.At(name)}[{i}]") is { } part)
                parts.Add(part);
        return parts;
    }

    private static List<SourceNode> Counted(ObjectReader reader, string name)
    {
        var items = reader.Items(name);
        if (reader.Find(name) is { Kind: SourceKind.List } && items.Count is < 2 or > MostParts)
        {
            reader.Problem(name, "partsCount", ("limit", MostParts.ToString(CultureInfo.InvariantCulture)));
            return [];
        }

        return items;
    }
}
