namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>A usage component's quantity and what it costs, sentence by sentence as "Usage in detail" has it.</summary>
internal sealed class UsageCharge(Part part, Paper component)
{
    private Fraction _scale = 1;
    private bool _scaleCountsDays;
    private Fraction _included;

    public Charged Amount(Bill bill)
    {
        var quantity = Quantity();
        if (component["share"] is { } share)
            quantity *= part.Price(share);
        if (component["minimumQuantity"] is { } least)
            quantity = Fraction.Max(quantity, Limit(least));
        if (component["maximumQuantity"] is { } most)
            quantity = Fraction.Min(quantity, Limit(most));
        if (component["scaleBy"] is { } scale)
            (_scale, _scaleCountsDays) = (part.Count(scale), part.CountsDays(scale));
        if (component["allowance"] is { } allowance)
            quantity -= _included = Fraction.Min(quantity, Widened("allowances", allowance));
        var amount = Bill.MultipliedLine(part, component, Tiers(quantity));

        var limit = Bill.Scaled(part, component, "limits");
        if (component["minimumAmount"] is { } floor)
            amount = Fraction.Max(amount, part.Price(floor) * limit);
        if (component["maximumAmount"] is { } ceiling)
            amount = Fraction.Min(amount, part.Price(ceiling) * limit);
        return bill.Round(part, component, amount);
    }

    /// <summary>The least or most that is billed, a figure or a count.</summary>
    private Fraction Limit(Paper limit) => part.IsCounted(limit) ? CountedEdge("limits", limit) : Bill.ScaledQuantity(part, component, "limits", part.Price(limit));

    /// <summary>What is counted is for the days of the part, be it because the days are in the count or because it follows them.</summary>
    private Fraction CountedEdge(string what, Paper count) => part.CountsDays(count) ? part.Count(count) : Bill.ScaledQuantity(part, component, what, part.Count(count));

    /// <summary>The end of a tier or an allowance: counted, or a figure as often as the scale says, for the days of the part.</summary>
    private Fraction Widened(string what, Paper width)
    {
        if (part.IsCounted(width))
            return CountedEdge(what, width);
        var counted = part.Price(width) * _scale;
        return component["tierWidthsPer"]?.Word switch
        {
            "day" => counted * part.Days,
            "month" when _scaleCountsDays => counted * part.Months,
            _ when _scaleCountsDays => counted,
            "month" => Bill.ScaledQuantity(part, component, what, counted * part.Months),
            _ => Bill.ScaledQuantity(part, component, what, counted),
        };
    }

    private Fraction Tiers(Fraction quantity)
    {
        var isIncluded = quantity.IsZero && !_included.IsZero;
        if (component["price"] is { } price)
            return isIncluded ? Fraction.Zero : AtTier(quantity * Bill.MultipliedPrice(part, component, part.Price(price)));
        var tiers = part.Pick(component["tiers"]!).Items;
        if (quantity.IsZero && tiers[0]["to"] is { } first)
            Widened("tiers", first);
        if (isIncluded)
            return Fraction.Zero;
        if (quantity.IsZero)
            return AtTier(quantity * Bill.MultipliedPrice(part, component, part.Price(tiers[0]["price"]!)));
        var (sum, from) = (Fraction.Zero, Fraction.Zero);
        foreach (var tier in tiers.TakeWhile(_ => from < quantity))
        {
            var end = tier["to"] is { } to ? Fraction.Min(quantity, Widened("tiers", to)) : quantity;
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

    private Fraction Quantity() => component["quantity"] is { Word: "" } counted ? Counted(counted) : component["quantity"]?.Word switch
    {
        "winterAverage" => WinterAverage(),
        "lesserOfUsageAndWinterAverage" => Fraction.Min(Usage(), WinterAverage()),
        _ => Usage(),
    };

    private Fraction Usage()
    {
        var usage = part.Registered();
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

    /// <summary>A count, for the days of a part and of a short period; one that names the days has them in it.</summary>
    private Fraction Counted(Paper count)
    {
        var quantity = part.Count(count);
        if (part.CountsDays(count))
            return quantity;
        var (now, before) = Bill.Parts(part, component, "fixed");
        return ForDays(quantity, now, before);
    }

    private Fraction WinterAverage()
    {
        var rule = part.Service["winterAverage"]!;
        var average = part.Fact("winterAverage") is not null ? part.FactNumber("winterAverage") : Averaged(rule);
        if (rule["floor"] is { } floor)
            average = Fraction.Max(average, part.Price(floor));
        if (rule["cap"] is { } cap)
            average = Fraction.Min(average, part.Price(cap));
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
        return Scope.Rounded(kept.Aggregate(Fraction.Zero, (sum, u) => sum + u) / kept.Count, rule["rounding"]!);
    }
}
