using System.Globalization;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Reads a list of tiers: without gap or overlap, the last open; an end may be a count.</summary>
internal sealed class TierReader(PriceReader prices, ProblemList problems)
{
    public const int MostTiers = 50;

    public IReadOnlyList<TariffTier>? Read(SourceNode node, string path)
    {
        if (node.Kind != SourceKind.List || node.Items.Count == 0)
        {
            problems.Add(node.Line, path, "tiersEmpty");
            return null;
        }

        if (node.Items.Count > MostTiers)
        {
            problems.Add(node.Line, path, "tooManyTiers", ("limit", "50"));
            return null;
        }

        var tiers = new List<TariffTier>();
        decimal? reached = 0m;
        var afterCount = false;
        for (var i = 0; i < node.Items.Count; i++)
        {
            if (ObjectReader.Open(node.Items[i], $"{path}[{i}]", problems, "from", "to", "price", "source") is not { } reader)
                return null;
            var counted = IsCounted(reader.Find("to"));
            var from = afterCount ? NoBeginning(reader, i) : reader.RequiredNumber("from");
            var to = counted ? null : reader.Number("to");
            if (afterCount)
                CheckEnd(reader, i, node.Items.Count, to);
            else
                Check(reader, i, node.Items.Count, from ?? 0m, to, reached);
            (reached, afterCount) = (to, counted);
            var end = counted ? prices.Count(reader.Find("to"), reader.At("to")) : null;
            if (prices.Sourced(reader, () => prices.Price(reader.Required("price"), reader.At("price"))) is { } price)
                tiers.Add(new TariffTier(from, to, end, price));
        }

        return tiers;
    }

    private static bool IsCounted(SourceNode? to) => to is { Kind: SourceKind.Object };

    private static decimal? NoBeginning(ObjectReader reader, int index)
    {
        if (reader.Has("from"))
            reader.Problem("from", "tierAfterCount", ("tier", Figure(index + 1)));
        return null;
    }

    /// <summary>One band of a list, after a band that ends at <paramref name="reached"/>.</summary>
    public static void Check(ObjectReader reader, int index, int count, decimal from, decimal? to, decimal? reached)
    {
        var number = Figure(index + 1);
        if (index == 0 && from != 0m)
            reader.Problem("from", "tierFirst", ("from", Figure(from)));
        else if (index > 0 && reached is { } end && from > end)
            reader.Problem("from", "tierGap", ("tier", number), ("from", Figure(from)), ("end", Figure(end)));
        else if (index > 0 && reached is { } last && from < last)
            reader.Problem("from", "tierOverlap", ("tier", number), ("from", Figure(from)), ("end", Figure(last)));
        if (to <= from)
            reader.Problem("to", "tierWidth", ("tier", number), ("from", Figure(from)), ("to", Figure(to.Value)));
        CheckEnd(reader, index, count, to);
    }

    private static void CheckEnd(ObjectReader reader, int index, int count, decimal? to)
    {
        if (index == count - 1 && reader.Has("to"))
            reader.Problem("to", "tierLast", ("to", Figure(to ?? 0m)));
        if (index < count - 1 && !reader.Has("to"))
            reader.Problem("from", "tierOpen", ("tier", Figure(index + 1)));
    }

    private static string Figure(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
