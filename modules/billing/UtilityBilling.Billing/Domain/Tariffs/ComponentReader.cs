namespace UtilityBilling.Billing.Tariffs;

/// <summary>What a component takes over from its service where it says nothing itself.</summary>
internal sealed record ServiceDefaults(ServiceRounding Rounding, Proration Proration, Distribution? Distribution, bool? MayCutWater, IReadOnlyList<Multiplier> Multipliers, bool HasUnit, bool HasWinterAverage);

/// <summary>Reads one charge of a service. Every kind has its own properties; any other is refused.</summary>
internal sealed class ComponentReader(PriceReader prices, ProblemList problems)
{
    private static readonly string[] Common = ["id", "label", "kind", "when", "distribution", "mayCutWater", "rounding", "proration", "source", "note"];
    private static readonly Dictionary<string, (ComponentKind Kind, string[] Names)> Kinds = new(StringComparer.Ordinal)
    {
        ["fixed"] = (ComponentKind.Fixed, ["price", "per", "multipliers"]),
        ["perUnit"] = (ComponentKind.PerUnit, ["price", "per", "count", "multipliers"]),
        ["usage"] = (ComponentKind.Usage, ["quantity", "share", "minimumQuantity", "maximumQuantity", "allowance", "price", "tiers", "tierWidthsPer", "scaleBy", "multipliers", "minimumAmount", "maximumAmount"]),
        ["discount"] = (ComponentKind.Discount, ["enrolment", "amount", "per", "percent", "of", "ofUnrounded", "enrolledDays"]),
        ["minimum"] = (ComponentKind.Minimum, ["amount", "of"]),
        ["maximum"] = (ComponentKind.Maximum, ["amount", "of"]),
        ["percent"] = (ComponentKind.Percent, ["percent", "of", "ofUnrounded"]),
    };

    public TariffComponent? Read(SourceNode node, string path, ServiceDefaults defaults)
    {
        if (node.Kind != SourceKind.Object)
        {
            problems.Add(node.Line, path, "notAnObject");
            return null;
        }

        var kindName = node.Find("kind")?.Text ?? "";
        if (!Kinds.TryGetValue(kindName, out var kind))
        {
            problems.Add(node.Find("kind")?.Line ?? node.Line, $"{path}.kind", "unknownKind", ("value", kindName), ("allowed", string.Join(", ", Kinds.Keys)));
            return null;
        }

        var reader = ObjectReader.Open(node, path, problems, [.. Common, .. kind.Names])!;
        reader.OptionalText("source");
        reader.OptionalText("note");
        var rounding = RoundingReader.Read(reader, problems, defaults.Rounding, RoundingPlace.Tier);
        if (defaults.Rounding.IsOfTotal && reader.Has("rounding"))
            reader.Problem("rounding", "roundingInsideTotal");
        var component = new TariffComponent(reader.Id("id"), reader.Label("label"), kind.Kind, DistributionOf(reader, defaults.Distribution), MayCutWater(reader, defaults.MayCutWater), rounding.Rule, rounding.At == RoundingPlace.Tier,
            reader.Has("proration") ? ProrationReader.Read(reader, problems) : defaults.Proration)
        {
            When = prices.When(reader.Find("when"), reader.At("when")),
        };
        return Fill(component, reader, defaults);
    }

    private TariffComponent Fill(TariffComponent component, ObjectReader reader, ServiceDefaults defaults) => component.Kind switch
    {
        ComponentKind.Fixed => component with { Price = RequiredPrice(reader, "price"), Per = Per(reader, "per"), Multipliers = Multipliers(reader, defaults) },
        ComponentKind.PerUnit => component with
        {
            Price = RequiredPrice(reader, "price"),
            Per = Per(reader, "per"),
            Count = prices.Count(reader.Required("count"), reader.At("count")),
            Multipliers = Multipliers(reader, defaults),
        },
        ComponentKind.Usage => Usage(component, reader, defaults),
        ComponentKind.Discount => Discount(component, reader),
        ComponentKind.Percent => component with { Percent = RequiredPrice(reader, "percent"), Of = References(reader), OfUnrounded = reader.Boolean("ofUnrounded") == true },
        _ => component with { Price = RequiredPrice(reader, "amount"), Of = References(reader) },
    };

    private TariffComponent Usage(TariffComponent component, ObjectReader reader, ServiceDefaults defaults)
    {
        var basis = BasisOf(reader);
        if (basis is QuantityBasis.WinterAverage or QuantityBasis.LesserOfUsageAndWinterAverage && !defaults.HasWinterAverage)
            reader.Problem("quantity", "needsWinterAverage");
        if (basis == QuantityBasis.Count && reader.Has("share"))
            reader.Problem("share", "countHasNoShare");
        if (basis != QuantityBasis.Count && !defaults.HasUnit)
            problems.Add(reader.Node.Line, reader.Path, "needsUnit");
        if (reader.Has("price") == reader.Has("tiers"))
            problems.Add(reader.Node.Line, reader.Path, "priceOrTiers");
        if (reader.Has("tierWidthsPer") && !reader.Has("tiers") && !reader.Has("allowance"))
            reader.Problem("tierWidthsPer", "withoutTiers");
        if (reader.Has("scaleBy") && !reader.Has("tiers") && !reader.Has("allowance"))
            reader.Problem("scaleBy", "withoutTiers");
        var usage = component with
        {
            Quantity = basis,
            QuantityCount = basis == QuantityBasis.Count ? prices.Count(reader.Find("quantity"), reader.At("quantity")) : null,
            Share = prices.Price(reader.Find("share"), reader.At("share")),
            MinimumQuantity = prices.Volume(reader.Find("minimumQuantity"), reader.At("minimumQuantity")),
            MaximumQuantity = prices.Volume(reader.Find("maximumQuantity"), reader.At("maximumQuantity")),
            Allowance = prices.Volume(reader.Find("allowance"), reader.At("allowance")),
            Price = prices.Price(reader.Find("price"), reader.At("price")),
            Tiers = prices.Tiers(reader.Find("tiers"), reader.At("tiers")),
            TierWidthsPer = reader.Word("tierWidthsPer", PricePeriod.Bill, ("bill", PricePeriod.Bill), ("month", PricePeriod.Month), ("day", PricePeriod.Day)),
            ScaleBy = prices.Count(reader.Find("scaleBy"), reader.At("scaleBy")),
            Multipliers = Multipliers(reader, defaults),
            MinimumAmount = prices.Price(reader.Find("minimumAmount"), reader.At("minimumAmount")),
            MaximumAmount = prices.Price(reader.Find("maximumAmount"), reader.At("maximumAmount")),
        };
        if (usage is { MinimumQuantity.Value.Figure: { } fewest, MaximumQuantity.Value.Figure: { } greatest } && fewest.Amount > greatest.Amount)
            reader.Problem("minimumQuantity", "minimumAboveMaximum");
        if (usage.Share?.Values().Any(share => share.Amount == 0m) == true)
            reader.Problem("share", "notPositive");
        if (usage is { MinimumAmount.Value: { } least, MaximumAmount.Value: { } most } && least.Amount > most.Amount)
            reader.Problem("minimumAmount", "minimumAboveMaximum");
        return usage;
    }

    private static QuantityBasis BasisOf(ObjectReader reader) => reader.Find("quantity") is { Kind: SourceKind.Object } ? QuantityBasis.Count : reader.Word("quantity", QuantityBasis.Usage,
        ("usage", QuantityBasis.Usage), ("winterAverage", QuantityBasis.WinterAverage), ("lesserOfUsageAndWinterAverage", QuantityBasis.LesserOfUsageAndWinterAverage));

    private TariffComponent Discount(TariffComponent component, ObjectReader reader)
    {
        if (reader.Has("amount") == reader.Has("percent"))
            problems.Add(reader.Node.Line, reader.Path, "amountOrPercent");
        var enrolment = reader.Text("enrolment");
        if (enrolment.Length > 0 && !prices.DeclaresDiscount(enrolment))
            reader.Problem("enrolment", "notDeclared", ("value", enrolment), ("list", "discounts"));
        var percent = prices.Price(reader.Find("percent"), reader.At("percent"));
        if (percent is not null && percent.Values().Any(p => p.Amount > 100m))
            reader.Problem("percent", "discountAboveAll");
        if (percent is not null && reader.Has("per"))
            reader.Problem("per", "percentHasNoPer");
        if (percent is null && reader.Has("ofUnrounded"))
            reader.Problem("ofUnrounded", "amountIsOfRounded");
        return component with
        {
            Enrolment = enrolment,
            Price = prices.Price(reader.Find("amount"), reader.At("amount")),
            Per = reader.Word("per", PricePeriod.Bill, ("bill", PricePeriod.Bill), ("month", PricePeriod.Month), ("day", PricePeriod.Day)),
            Percent = percent,
            Of = References(reader),
            OfUnrounded = reader.Boolean("ofUnrounded") == true,
            EnrolledDays = reader.Boolean("enrolledDays") == true,
        };
    }

    private Choice<TariffPrice>? RequiredPrice(ObjectReader reader, string name) => prices.Price(reader.Required(name), reader.At(name));

    private static PricePeriod Per(ObjectReader reader, string name) => reader.RequiredWord<PricePeriod>(name,
        ("bill", PricePeriod.Bill), ("month", PricePeriod.Month), ("day", PricePeriod.Day), ("year", PricePeriod.Year));

    private static List<ChargeReference> References(ObjectReader reader)
    {
        var references = new List<ChargeReference>();
        reader.Required("of");
        foreach (var word in reader.Words("of"))
        {
            var dot = word.IndexOf('.', StringComparison.Ordinal);
            references.Add(dot < 0 ? new ChargeReference(word, null) : new ChargeReference(word[..dot], word[(dot + 1)..]));
        }

        if (reader.Find("of") is { Kind: SourceKind.List, Items.Count: 0 })
            reader.Problem("of", "ofEmpty");
        return references;
    }

    private IReadOnlyList<Multiplier> Multipliers(ObjectReader reader, ServiceDefaults defaults) =>
        reader.Has("multipliers") ? ReadMultipliers(reader) : defaults.Multipliers;

    public List<Multiplier> ReadMultipliers(ObjectReader parent)
    {
        var multipliers = new List<Multiplier>();
        var items = parent.Items("multipliers");
        for (var i = 0; i < items.Count; i++)
        {
            var reader = ObjectReader.Open(items[i], $"{parent.At("multipliers")}[{i}]", problems, "when", "by", "on", "rounding", "source");
            if (reader is null)
                continue;
            reader.OptionalText("source");
            var onPrice = reader.RequiredWord<bool>("on", ("price", true), ("line", false));
            var rounding = PriceReader.Rounding(reader, 6);
            if (onPrice && rounding is null)
                reader.Problem("rounding", "multiplierNeedsRounding");
            if (!onPrice && rounding is not null)
                reader.Problem("rounding", "multiplierLineRounding");
            var when = prices.When(reader.Required("when"), reader.At("when"));
            reader.Required("by");
            if (when is not null && reader.Positive("by") is { } by)
                multipliers.Add(new Multiplier(when, by, onPrice ? rounding : null));
        }

        return multipliers;
    }

    private static bool MayCutWater(ObjectReader reader, bool? inherited)
    {
        var own = reader.Boolean("mayCutWater") ?? inherited;
        if (own is null && !reader.Has("mayCutWater"))
            reader.Problem("mayCutWater", "missing", ("name", "mayCutWater"));
        return own ?? false;
    }

    private Distribution DistributionOf(ObjectReader reader, Distribution? inherited)
    {
        if (reader.Has("distribution"))
            return DistributionReader.Read(reader, problems);
        if (inherited is null)
            reader.Problem("distribution", "missing", ("name", "distribution"));
        return inherited ?? new Distribution([]);
    }
}
