using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>One agreement under one document: all its days, or with a rate change that is split by days those of one price.</summary>
internal sealed class Part(RatingInput input, int number, IReadOnlyList<Part> parts, Ordinance ordinance, DateOnly from, DateOnly to, DateOnly wholeFrom, DateOnly wholeTo)
{
    public RatingAgreement Agreement { get; } = input.Agreements[number];
    public int Number => number;
    public Paper Document => ordinance.Paper;
    public Paper Service { get; } = ordinance.Paper["services"]![input.Agreements[number].Service]!;
    public DateOnly From => from;
    public DateOnly To => to;
    public int Days => to.DayNumber - from.DayNumber;
    public int DaysOfAll => wholeTo.DayNumber - wholeFrom.DayNumber;
    public int DaysBefore => from.DayNumber - wholeFrom.DayNumber;
    public bool IsSplit => Days != DaysOfAll;
    public Fraction Months => input.PeriodMonths is { } own ? own : ordinance.Paper["periodMonths"]!.Figure;
    public DateOnly PeriodFrom => input.PeriodFrom ?? input.From;
    public DateOnly PeriodTo => input.PeriodTo ?? input.To;
    public int PeriodDays => PeriodTo.DayNumber - PeriodFrom.DayNumber;

    /// <summary>What each component costs, empty where it has no line, once it is worked out.</summary>
    public Dictionary<Paper, Fraction?> Amounts { get; } = [];

    /// <summary>Components whose amount was asked for.</summary>
    public HashSet<Paper> Asked { get; } = [];

    public FactValue? Fact(string name)
    {
        if (Agreement.Facts is { } own && own.TryGetValue(name, out var value))
            return value;
        return input.Facts is { } shared && shared.TryGetValue(name, out value) ? value : null;
    }

    public Fraction FactNumber(string fact) => (Fact(fact) ?? throw new SecondRefusal("factMissing")).Number is { } number && number >= 0m ? Fraction.Of(number) : throw new SecondRefusal("factNotANumber");

    public IReadOnlyList<string> Enrolments => Agreement.Discounts?.Select(d => d.Programme).ToList() ?? throw new SecondRefusal("factMissing");

    /// <summary>Follows tables to what stands at their end.</summary>
    public Paper Pick(Paper paper)
    {
        while (true)
        {
            if (paper["byClass"] is { } classes)
                paper = InTable(classes, Agreement.Class);
            else if (paper["byMeterSize"] is { } sizes)
                paper = InTable(sizes, Agreement.MeterSize);
            else if (paper["byFact"] is { } fact)
                paper = InTable(paper["values"]!, Fact(fact.Word)?.Text);
            else if (paper["byDiscount"] is { } programmes)
                paper = programmes[programmes.Names.FirstOrDefault(Enrolments.Contains) ?? "none"] ?? throw new SecondRefusal("noPrice");
            else if (paper["bySeason"] is { } seasons)
                paper = InTable(seasons, Season() ?? "*");
            else if (paper["byRange"] is { } number)
                paper = InRange(paper["ranges"]!, Named(number.Word));
            else
                return paper;
        }
    }

    private static Paper InTable(Paper table, string? word) =>
        word is null ? throw new SecondRefusal("factMissing") : table[word] ?? table["*"] ?? throw new SecondRefusal("noPrice");

    private static Paper InRange(Paper ranges, Fraction number) =>
        ranges.Items.First(r => (number > r["from"]!.Figure || r == ranges.Items[0]) && (r["to"] is not { } to || number <= to.Figure))["value"]!;

    /// <summary>The season of the date that the service's prices go by.</summary>
    private string? Season() => Service["rateKey"]!.Word switch
    {
        "billDate" => ordinance.SeasonOn(input.BillDate),
        "readDate" => ordinance.SeasonOn(input.ReadDate ?? input.To),
        _ => ordinance.SeasonOn(from),
    };

    /// <summary>A number by its name: a fact, or one that is always known.</summary>
    private Fraction Named(string name) => name switch { "days" => Days, "months" => Months, "usage" => Registered(), _ => FactNumber(name) };

    /// <summary>What the meters counted for this service, or for the one whose usage it bills.</summary>
    public Fraction Registered()
    {
        if (Agreement.Usage is { } own)
            return Fraction.Of(own);
        var metered = Service["usageFrom"] is { } source ? parts.Where(p => p.Agreement.Service == source.Word && p.Agreement.Usage is not null).DistinctBy(p => p.Number).ToList() : [];
        if (metered.Count == 0)
            throw new SecondRefusal("factMissing");
        return metered.Aggregate(Fraction.Zero, (sum, p) => sum + InOwnUnit(Fraction.Of(p.Agreement.Usage!.Value), p));
    }

    private Fraction InOwnUnit(Fraction usage, Part of) => Gallons(of) == Gallons(this) ? usage : (usage * Gallons(of) / Gallons(this)).Rounded("halfEven", 6);

    private static Fraction Gallons(Part of) => of.Document["units"]![of.Service["unit"]!.Word]!["gallons"]!.Figure;

    public Fraction Price(Paper paper)
    {
        var picked = Pick(paper);
        return (picked["amount"] ?? picked).Figure;
    }

    public Fraction Count(Paper paper)
    {
        var count = Pick(paper);
        if (count["value"] is { } value)
            return value.Figure;
        var number = count["product"] is { } factors ? factors.Items.Aggregate(Fraction.One, (product, f) => product * (f.IsWord ? Named(f.Word) : f.Figure))
            : count["sum"] is { } counts ? counts.Items.Aggregate(Fraction.Zero, (sum, c) => sum + Count(c))
            : Named(count["fact"]!.Word);
        if (count["divideBy"] is { } by)
            number /= by.Figure;
        if (count["rounding"] is { } rounding)
            number = Rounded(number, rounding);
        if (count["minimum"] is { } minimum)
            number = Fraction.Max(number, minimum.Figure);
        if (count["maximum"] is { } maximum)
            number = Fraction.Min(number, maximum.Figure);
        return number;
    }

    /// <summary>Whether the days are in a count: then it follows them by itself.</summary>
    public bool CountsDays(Paper paper)
    {
        var count = Pick(paper);
        return count["fact"]?.Word == "days" || count["product"]?.Lists("days") == true || count["sum"]?.Items.Any(CountsDays) == true;
    }

    public bool Holds(Paper? when)
    {
        if (when is null)
            return true;
        if (when["class"] is { } classes && !Among(classes, Agreement.Class))
            return false;
        if (when["meterSize"] is { } sizes && !Among(sizes, Agreement.MeterSize))
            return false;
        if (when["discount"] is { } programmes && !Enrolments.Any(programmes.Lists))
            return false;
        return when["facts"] is not { } facts || facts.Names.All(name => Among(facts[name]!, Fact(name)?.Text));
    }

    private static bool Among(Paper words, string? word) =>
        word is null ? throw new SecondRefusal("factMissing") : words.IsList ? words.Lists(word) : words.Word == word;

    public static Fraction Rounded(Fraction amount, Paper rounding) => amount.Rounded(rounding["mode"]!.Word, (int)rounding["decimals"]!.Figure.ToDecimal());

    /// <summary>Whether the days that are billed count as a whole period.</summary>
    public bool IsWhole(Paper rule) => (rule["fullFrom"] is { } least && DaysOfAll >= least.Figure && DaysOfAll <= rule["fullTo"]!.Figure) || IsForgiven(rule["whole"]);

    /// <summary>Whether the bill is short, and each reason for it is one that the ordinance forgives.</summary>
    private bool IsForgiven(Paper? reasons)
    {
        var (began, ended) = (wholeFrom > PeriodFrom, wholeTo < PeriodTo);
        return reasons is not null && (began || ended) && (!began || reasons.Lists("new")) && (!ended || reasons.Lists("final"));
    }

    /// <summary>How much of a period the days from one to before another are, by a rule of proration.</summary>
    public Fraction Share(Paper rule, DateOnly first, DateOnly end) => rule["method"]!.Word == "months"
        ? (Fraction)((((end.Year - first.Year) * 12) + end.Month - first.Month) * 30 + Math.Min(end.Day, 30) - Math.Min(first.Day, 30)) / (Months * 30)
        : (Fraction)(end.DayNumber - first.DayNumber) / (rule["standardDays"]?.Figure ?? PeriodDays);
}
