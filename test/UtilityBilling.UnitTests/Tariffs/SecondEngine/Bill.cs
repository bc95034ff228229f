namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>One bill: each component of each agreement worked out once, when its turn comes or when a percentage asks for it.</summary>
internal sealed class Bill(List<Part> parts)
{
    private readonly Dictionary<object, Fraction> _totals = [];

    public IEnumerable<SecondLine> Lines()
    {
        foreach (var turn in Turns())
            Amount(turn.Part, turn.Component);
        foreach (var part in parts)
            foreach (var component in part.Service["components"]!.Items)
                if (Amount(part, component) is { } amount)
                    yield return new SecondLine(part.Number, part.Document["tariff"]!.Word, part.Agreement.Service, component["id"]!.Word, part.From, part.To, amount.Rounded.ToDecimal());
    }

    /// <summary>
    /// In which order lines are worked out, so that each carries its fraction to the next: kind by kind; under a total of the bill then service by service, part by part where its
    /// days are split, charge by charge as the document has them; after these, agreement by agreement. What a line is of comes before it.
    /// </summary>
    private IEnumerable<(Part Part, Paper Component)> Turns()
    {
        var lines = parts.SelectMany(part => part.Service["components"]!.Items.Select(component => (Part: part, Component: component))).OrderBy(t => Rank(t.Component));
        var documents = parts.Select(p => p.Document).Distinct().ToList();
        return documents.Exists(d => d["rounding"]?["at"]?.Word == "bill") ? lines.ThenBy(t => Place(documents, t.Part, t.Component)) : lines;
    }

    private static (int Document, int Service, DateOnly Turn, int Component) Place(List<Paper> documents, Part part, Paper component) => Rounding(part, component).At != "bill"
        ? (int.MaxValue, 0, default, 0)
        : (documents.IndexOf(part.Document), part.Document["services"]!.Names.IndexOf(part.Agreement.Service), part.Turn, part.Service["components"]!.Items.IndexOf(component));

    /// <summary>Charges come first, then discounts, then minimums and maximums, then percentages.</summary>
    private static int Rank(Paper component) => component["kind"]!.Word switch { "discount" => 1, "minimum" or "maximum" => 2, "percent" => 3, _ => 0 };

    private Charged? Amount(Part part, Paper component)
    {
        if (part.Amounts.TryGetValue(component, out var known))
            return known;
        if (!part.Asked.Add(component))
            throw new SecondRefusal("circle");
        return part.Amounts[component] = part.Holds(component["when"]) ? Worked(part, component) : null;
    }

    private Charged? Worked(Part part, Paper component)
    {
        switch (component["kind"]!.Word)
        {
            case "fixed":
            case "perUnit":
                return Fixed(part, component);
            case "usage":
                return new UsageCharge(part, component).Amount(this);
            case "discount":
                return Discount(part, component);
            case "minimum":
                var least = part.Price(component["amount"]!) * Scaled(part, component, "limits");
                var low = SumOf(part, component);
                return low < least ? Round(part, component, least - low) : null;
            case "maximum":
                var most = part.Price(component["amount"]!) * Scaled(part, component, "limits");
                var high = SumOf(part, component);
                return high > most ? Round(part, component, most - high) : null;
            default:
                return Round(part, component, SumOf(part, component) * part.Price(component["percent"]!) / 100);
        }
    }

    private Charged? Discount(Part part, Paper component)
    {
        var programme = component["enrolment"]!.Word;
        var followsDays = component["enrolledDays"]?.Word == "true";
        var days = followsDays ? part.DaysEnrolled(programme) : part.IsEnrolled(programme) ? part.Days : 0;
        if (days == 0)
            return null;
        var charged = SumOf(part, component);
        if (charged.IsZero)
            return null;
        var off = component["percent"] is { } percent ? charged * part.Price(percent) / 100 * days / part.Days : Fraction.Min(charged, AmountOff(part, component, days));
        return off.IsZero ? null : Round(part, component, Fraction.Zero - off);
    }

    private static Fraction AmountOff(Part part, Paper component, int days)
    {
        var amount = part.Price(component["amount"]!);
        return component["per"]?.Word switch
        {
            "day" => amount * days,
            "month" => amount * part.Months * Scaled(part, component, "fixed") * days / part.Days,
            _ => amount * Scaled(part, component, "fixed") * days / part.Days,
        };
    }

    private Charged Fixed(Part part, Paper component)
    {
        var price = MultipliedPrice(part, component, part.Price(component["price"]!));
        var count = component["count"] is { } counted ? part.Count(counted) : Fraction.One;
        if (component["per"]!.Word == "day")
            return Round(part, component, MultipliedLine(part, component, price * count * part.Days));
        var whole = price * component["per"]!.Word switch { "month" => part.Months, "year" => part.Months / 12, _ => Fraction.One };
        var (now, before) = Parts(part, component, "fixed");
        if (Rule(part, component)?["dailyRounding"] is { } daily && now != Fraction.One)
            return Round(part, component, MultipliedLine(part, component, Scope.Rounded(whole * now / part.Days, daily) * count * part.Days));
        whole = MultipliedLine(part, component, whole * count);
        return Round(part, component, whole * now, whole * before);
    }

    /// <summary>
    /// What part of a whole period is billed now, and what part stands before it. Where the bill's days count as whole, or where only a rate change divides them, the whole is
    /// the bill; else it is the period, and what stands before are its days that are not the bill's.
    /// </summary>
    public static (Fraction Now, Fraction Before) Parts(Part part, Paper component, string what)
    {
        var rule = Rule(part, component);
        if (rule is null || !rule["scale"]!.Lists(what) || part.IsWhole(rule))
            return (new Fraction(part.Days, part.DaysOfAll), new Fraction(part.DaysBefore, part.DaysOfAll));
        return (part.Share(rule, part.From, part.To), part.Share(rule, part.PeriodFrom < part.From ? part.PeriodFrom : part.From, part.From));
    }

    public static Paper? Rule(Part part, Paper component) => (component["proration"] ?? part.Service["proration"]) is { Word: "" } rule ? rule : null;

    public static Fraction Scaled(Part part, Paper component, string what) => Parts(part, component, what).Now;

    /// <summary>A quantity of a whole period for the days of a part; usage is told to the thousandth.</summary>
    public static Fraction ScaledQuantity(Part part, Paper component, string what, Fraction quantity)
    {
        var share = Scaled(part, component, what);
        return share == Fraction.One ? quantity : (quantity * share).Rounded("halfUp", 3);
    }

    private static IEnumerable<Paper> Multipliers(Part part, Paper component, string on) =>
        ((component["multipliers"] ?? part.Service["multipliers"])?.Items ?? []).Where(m => m["on"]!.Word == on && part.Holds(m["when"]));

    public static Fraction MultipliedPrice(Part part, Paper component, Fraction price)
    {
        foreach (var multiplier in Multipliers(part, component, "price"))
        {
            price *= multiplier["by"]!.Figure;
            if (multiplier["rounding"] is { } rounding)
                price = Scope.Rounded(price, rounding);
        }

        return price;
    }

    public static Fraction MultipliedLine(Part part, Paper component, Fraction amount) => Multipliers(part, component, "line").Aggregate(amount, (sum, m) => sum * m["by"]!.Figure);

    public static (string Mode, int Decimals, string At) Rounding(Part part, Paper component) =>
        (component["rounding"] ?? part.Service["rounding"] ?? part.Document["rounding"]) is { } rule ? (rule["mode"]!.Word, (int)rule["decimals"]!.Figure.ToDecimal(), rule["at"]!.Word) : ("halfUp", 2, "line");

    /// <summary>An amount rounded by the component's rule; where something was charged before, the rounded running total less what was charged.</summary>
    public Charged Round(Part part, Paper component, Fraction amount, Fraction before = default)
    {
        var (mode, decimals, at) = Rounding(part, component);
        if (at is "service" or "bill")
        {
            object total = at == "bill" ? part.Document : part.Number;
            before = _totals.GetValueOrDefault(total);
            _totals[total] = before + amount;
        }

        return new Charged((before + amount).Rounded(mode, decimals) - before.Rounded(mode, decimals), amount);
    }

    /// <summary>What a component is of: other components' rounded lines, or with <c>ofUnrounded</c> what they were before.</summary>
    private Fraction SumOf(Part part, Paper component)
    {
        var (sum, unrounded) = (Fraction.Zero, component["ofUnrounded"]?.Word == "true");
        foreach (var name in component["of"]!.Items.Select(i => i.Word))
        {
            var words = name.Split('.');
            foreach (var other in parts.Where(p => (words[0] == "bill" || p.Agreement.Service == words[0]) && (p.Agreement.Service != part.Agreement.Service || p == part)))
                foreach (var line in other.Service["components"]!.Items.Where(c => words.Length == 2 ? c["id"]!.Word == words[1] : Rank(c) < Rank(component)))
                    if (Amount(other, line) is { } amount)
                        sum += (unrounded ? amount.Unrounded : amount.Rounded) * (other == part ? Fraction.One : (Fraction)part.Days / part.DaysOfAll);
        }

        return sum;
    }
}

/// <summary>What a line costs, and what it was before its own last rounding.</summary>
internal readonly record struct Charged(Fraction Rounded, Fraction Unrounded);
