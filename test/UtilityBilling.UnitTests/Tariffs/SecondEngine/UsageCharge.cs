namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>A usage component's quantity and what it costs, sentence by sentence as "Usage in detail" has it.</summary>
internal sealed class UsageCharge(Part part, Paper component, List<Part> parts)
{
    private Fraction _scale = 1;
    private Fraction _included;

    public Fraction Amount(Bill bill)
    {
        var quantity = Quantity();
        if (component["share"] is { } share)
            quantity *= share.Figure;
        if (component["minimumQuantity"] is { } least)
            quantity = Fraction.Max(quantity, Bill.ScaledQuantity(part, component, "limits", least.Figure));
        if (component["maximumQuantity"] is { } most)
            quantity = Fraction.Min(quantity, Bill.ScaledQuantity(part, component, "limits", most.Figure));
        if (component["scaleBy"] is { } scale)
            _scale = part.Count(scale);
        if (component["allowance"] is { } allowance)
            quantity -= _included = Fraction.Min(quantity, Widened("allowances", part.Price(allowance)));
        var amount = Bill.MultipliedLine(part, component, Tiers(quantity));

        var limit = Bill.Scaled(part, component, "limits");
        if (component["minimumAmount"] is { } floor)
            amount = Fraction.Max(amount, part.Price(floor) * limit);
        if (component["maximumAmount"] is { } ceiling)
            amount = Fraction.Min(amount, part.Price(ceiling) * limit);
        return bill.Round(part, component, amount);
    }

    /// <summary>The end of a tier or an allowance: as often as it is counted, and for the days of the part.</summary>
    private Fraction Widened(string what, Fraction width)
    {
        var counted = width * _scale;
        return component["tierWidthsPer"]?.Word switch
        {
            "day" => counted * part.Days,
            "month" => Bill.ScaledQuantity(part, component, what, counted * part.Months),
            _ => Bill.ScaledQuantity(part, component, what, counted),
        };
    }

    private Fraction Tiers(Fraction quantity)
    {
        if (quantity.IsZero && !_included.IsZero)
            return Fraction.Zero;
        if (component["price"] is { } price)
            return AtTier(quantity * Bill.MultipliedPrice(part, component, part.Price(price)));
        var sum = Fraction.Zero;
        var from = Fraction.Zero;
        foreach (var tier in part.Pick(component["tiers"]!).Items)
        {
            var end = tier["to"] is { } to ? Fraction.Min(quantity, Widened("tiers", to.Figure)) : quantity;
            if (end <= from)
                continue;
            sum += AtTier((end - from) * Bill.MultipliedPrice(part, component, part.Price(tier["price"]!)));
            from = end;
        }

        return sum;
    }

    private Fraction AtTier(Fraction amount)
    {
        var (mode, decimals, at) = Bill.Rounding(part, component);
        return at == "tier" ? amount.Rounded(mode, decimals) : amount;
    }

    private Fraction Quantity() => component["quantity"]?.Word switch
    {
        "winterAverage" => WinterAverage(),
        "lesserOfUsageAndWinterAverage" => Fraction.Min(Usage(), WinterAverage()),
        _ => Usage(),
    };

    private Fraction Usage()
    {
        var usage = Registered();
        if (usage < Fraction.Zero)
            throw new SecondRefusal("negativeUsage");
        if (part.Service["usageRounding"] is { } steps)
            usage = usage.Rounded(steps["mode"]!.Word, steps["step"]!.Figure);
        return ForDays(usage, new Fraction(part.Days, part.DaysOfAll), new Fraction(part.DaysBefore, part.DaysOfAll));
    }

    /// <summary>The running total of usage, told to the thousandth, less what was billed of it before.</summary>
    private static Fraction ForDays(Fraction usage, Fraction now, Fraction before)
    {
        Fraction Told(Fraction share) => share == Fraction.One ? usage : (usage * share).Rounded("halfUp", 3);
        return now == Fraction.One ? usage : Told(before + now) - Told(before);
    }

    private Fraction Registered()
    {
        if (part.Agreement.Usage is { } own)
            return Fraction.Of(own);
        if (part.Service["usageFrom"] is not { } source)
            throw new SecondRefusal("factMissing");
        var metered = parts.Where(p => p.Agreement.Service == source.Word && p.Agreement.Usage is not null).DistinctBy(p => p.Number).ToList();
        if (metered.Count == 0)
            throw new SecondRefusal("factMissing");
        return metered.Aggregate(Fraction.Zero, (sum, p) => sum + InOwnUnit(Fraction.Of(p.Agreement.Usage!.Value), p));
    }

    private Fraction InOwnUnit(Fraction usage, Part of) => Gallons(of) == Gallons(part) ? usage : (usage * Gallons(of) / Gallons(part)).Rounded("halfEven", 6);

    private static Fraction Gallons(Part of) => of.Document["units"]![of.Service["unit"]!.Word]!["gallons"]!.Figure;

    private Fraction WinterAverage()
    {
        var rule = part.Service["winterAverage"]!;
        var average = part.Fact("winterAverage") is not null ? part.FactNumber("winterAverage") : Averaged(rule);
        if (rule["floor"] is { } floor)
            average = Fraction.Max(average, floor.Figure);
        if (rule["cap"] is { } cap)
            average = Fraction.Min(average, cap.Figure);
        var (now, before) = Bill.Parts(part, component, "winterAverage");
        return ForDays(average, now, before);
    }

    private Fraction Averaged(Paper rule)
    {
        var usages = (part.Fact("winterUsage") ?? throw new SecondRefusal("factMissing")).Numbers?.Order().Select(Fraction.Of).ToList() ?? throw new SecondRefusal("factNotANumber");
        if (usages.Count < rule["minimumReads"]!.Figure)
            return rule["default"] is { } usual ? part.Price(usual) : throw new SecondRefusal("tooFewReads");
        var highest = rule["dropHighest"] is { } h ? (int)h.Figure.ToDecimal() : 0;
        var lowest = rule["dropLowest"] is { } l ? (int)l.Figure.ToDecimal() : 0;
        var kept = usages.Skip(lowest).SkipLast(highest).ToList();
        return Part.Rounded(kept.Aggregate(Fraction.Zero, (sum, u) => sum + u) / kept.Count, rule["rounding"]!);
    }
}
