namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>A usage component's quantity and what it costs, sentence by sentence as "Usage in detail" has it.</summary>
internal sealed class UsageCharge(Part part, Paper component)
{
    private Fraction _scale = 1;
    private bool _scaleCountsDays;
    private Fraction _included;

    public Fraction Amount(Bill bill)
    {
        var quantity = Quantity();
        if (component["share"] is { } share)
            quantity *= part.Price(share);
        if (component["minimumQuantity"] is { } least)
            quantity = Fraction.Max(quantity, Bill.ScaledQuantity(part, component, "limits", part.Price(least)));
        if (component["maximumQuantity"] is { } most)
            quantity = Fraction.Min(quantity, Bill.ScaledQuantity(part, component, "limits", part.Price(most)));
        if (component["scaleBy"] is { } scale)
            (_scale, _scaleCountsDays) = (part.Count(scale), part.CountsDays(scale));
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
        if (isIncluded)
            return Fraction.Zero;
        if (quantity.IsZero)
            return AtTier(quantity * Bill.MultipliedPrice(part, component, part.Price(tiers[0]["price"]!)));
        var (sum, from) = (Fraction.Zero, Fraction.Zero);
        foreach (var tier in tiers)
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

    private Fraction Quantity() => component["quantity"] is { Word: "" } counted ? Counted(counted) : component["quantity"]?.Word switch
    {
        "winterAverage" => WinterAverage(),
        "lesserOfUsageAndWinterAverage" => Fraction.Min(Usage(), WinterAverage()),
        _ => Usage(),
    };

    private Fraction Usage()
    {
        var usage = part.Registered();
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

    /// <summary>A count, for the days of a part; one that names the days has them in it.</summary>
    private Fraction Counted(Paper count)
    {
        var quantity = part.Count(count);
        return part.CountsDays(count) ? quantity : ForDays(quantity, new Fraction(part.Days, part.DaysOfAll), new Fraction(part.DaysBefore, part.DaysOfAll));
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
        return Part.Rounded(kept.Aggregate(Fraction.Zero, (sum, u) => sum + u) / kept.Count, rule["rounding"]!);
    }
}
