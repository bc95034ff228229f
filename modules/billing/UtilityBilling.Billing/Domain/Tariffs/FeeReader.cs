using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Reads a fee for an act. It knows no period: neither season nor usage, days or months of a bill.</summary>
internal sealed class FeeReader(PriceReader prices, ProblemList problems)
{
    public TariffFee? Read(SourceNode node, string path, string id)
    {
        var reader = ObjectReader.Open(node, path, problems, "label", "amount", "percent", "count", "minimum", "maximum", "distribution", "mayCutWater", "source");
        if (reader is null)
            return null;
        if (reader.Has("amount") == reader.Has("percent"))
            problems.Add(node.Line, path, "amountOrPercent");
        if (reader.Has("count") && !reader.Has("amount"))
            reader.Problem("count", "countNeedsAmount");
        reader.Required("distribution");
        reader.Required("mayCutWater");
        var fee = prices.Sourced(reader, () => new TariffFee(id, reader.Label("label"), Price(reader, "amount"), Price(reader, "percent"), DistributionReader.Read(reader, problems), reader.Boolean("mayCutWater") ?? false,
            reader.OptionalText("source"))
        {
            Count = prices.Count(reader.Find("count"), reader.At("count")),
            Minimum = Price(reader, "minimum"),
            Maximum = Price(reader, "maximum"),
        });
        if (fee is { Minimum.Value: { } least, Maximum.Value: { } most } && least.Amount > most.Amount)
            reader.Problem("minimum", "minimumAboveMaximum");
        if (CountRule.Asks(fee.Count, ChoiceBy.Season) || OfAPeriod(fee.Count) || fee.Count?.Values().Any(OfAPeriod) == true)
            reader.Problem("count", "feeHasNoPeriod");
        return fee;
    }

    private Choice<TariffPrice>? Price(ObjectReader reader, string name)
    {
        var price = prices.Price(reader.Find(name), reader.At(name));
        if (OfAPeriod(price))
            reader.Problem(name, "feeHasNoPeriod");
        return price;
    }

    private static bool OfAPeriod<T>(Choice<T>? choice) where T : class => choice is { Value: null }
        && (choice.By == ChoiceBy.Season || (choice.By == ChoiceBy.Range && IsOfABill(choice.Fact!)) || choice.Options.Any(o => OfAPeriod(o.Value)));

    private static bool OfAPeriod(CountRule rule) => rule.Facts.Any(IsOfABill) || rule.Parts.Any(part => OfAPeriod(part) || part.Values().Any(OfAPeriod));

    private static bool IsOfABill(string number) => TariffFact.KnownOfTheBill.Contains(number);
}
