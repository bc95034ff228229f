namespace UtilityBilling.Billing.Tariffs;

/// <summary>Reads one service of a document with its rules and charges.</summary>
internal sealed class ServiceReader(PriceReader prices, IReadOnlyList<TariffUnit> units, ServiceRounding general, ProblemList problems)
{
    private const int MostComponents = 200;
    private readonly ComponentReader _components = new(prices, problems);

    public TariffService? Read(SourceNode node, string path, string id)
    {
        var reader = ObjectReader.Open(node, path, problems, "label", "unit", "rateKey", "usageFrom", "usageRounding", "winterAverage", "proration", "rounding", "multipliers", "distribution", "mayCutWater", "components", "source", "note");
        if (reader is null)
            return null;
        reader.OptionalText("source");
        reader.OptionalText("note");
        if (id == ChargeReference.Bill)
            problems.Add(node.Line, path, "reservedName", ("value", id));
        var unit = Unit(reader);
        var winter = WinterAverage(reader);
        var rounding = RoundingReader.Read(reader, problems, general, RoundingPlace.Service);
        var defaults = new ServiceDefaults(rounding, ProrationReader.Read(reader, problems), reader.Has("distribution") ? DistributionReader.Read(reader, problems) : null,
            reader.Boolean("mayCutWater"), _components.ReadMultipliers(reader), unit is not null, winter is not null);
        return new TariffService(id, reader.Label("label"), unit, RateKeyOf(reader), reader.OptionalText("usageFrom"), UsageRounding(reader), winter, defaults.Proration, rounding.At, Components(reader, defaults));
    }

    private TariffUnit? Unit(ObjectReader reader)
    {
        var id = reader.OptionalText("unit");
        if (id is null)
            return null;
        var unit = units.FirstOrDefault(u => u.Id == id);
        if (unit is null)
            reader.Problem("unit", "notDeclared", ("value", id), ("list", "units"));
        return unit;
    }

    private static RateKey RateKeyOf(ObjectReader reader) => reader.RequiredWord<RateKey>("rateKey",
        ("billDate", RateKey.BillDate), ("readDate", RateKey.ReadDate), ("splitByDays", RateKey.SplitByDays));

    private StepRounding? UsageRounding(ObjectReader parent)
    {
        var reader = ObjectReader.Open(parent.Find("usageRounding"), parent.At("usageRounding"), problems, "step", "mode", "source");
        if (reader is null)
            return null;
        reader.OptionalText("source");
        reader.Required("step");
        return new StepRounding(reader.Positive("step") ?? 1m, PriceReader.Mode(reader));
    }

    private WinterAverageRule? WinterAverage(ObjectReader parent)
    {
        var reader = ObjectReader.Open(parent.Find("winterAverage"), parent.At("winterAverage"), problems, "dropHighest", "dropLowest", "minimumReads", "rounding", "default", "floor", "cap", "source");
        if (reader is null)
            return null;
        reader.OptionalText("source");
        reader.Required("minimumReads");
        reader.Required("rounding");
        var rule = new WinterAverageRule(reader.Whole("dropHighest", 0, 12) ?? 0, reader.Whole("dropLowest", 0, 12) ?? 0, reader.Whole("minimumReads", 1, 12) ?? 1, PriceReader.Rounding(reader, 3) ?? default,
            prices.Price(reader.Find("default"), reader.At("default")), prices.Price(reader.Find("floor"), reader.At("floor")), prices.Price(reader.Find("cap"), reader.At("cap")));
        if (rule is { Floor.Value: { } floor, Cap.Value: { } cap } && floor.Amount > cap.Amount)
            reader.Problem("floor", "minimumAboveMaximum");
        if (rule.MinimumReads <= rule.DropHighest + rule.DropLowest)
            reader.Problem("minimumReads", "readsAllDropped");
        return rule;
    }

    private List<TariffComponent> Components(ObjectReader reader, ServiceDefaults defaults)
    {
        reader.Required("components");
        var items = reader.Items("components");
        var components = new List<TariffComponent>();
        if (items.Count is 0 or > MostComponents && reader.Find("components") is { Kind: SourceKind.List })
            reader.Problem("components", "componentsCount", ("limit", "200"));
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(items.Count, MostComponents); i++)
        {
            var path = $"{reader.At("components")}[{i}]";
            if (_components.Read(items[i], path, defaults) is not { } component)
                continue;
            if (!ids.Add(component.Id))
                problems.Add(items[i].Find("id")?.Line ?? items[i].Line, $"{path}.id", "componentTwice", ("value", component.Id));
            components.Add(component);
        }

        return components;
    }
}
