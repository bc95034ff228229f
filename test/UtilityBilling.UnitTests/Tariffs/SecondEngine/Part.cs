using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>One agreement under one document: all its days, or with a rate change that is split by days those of one price.</summary>
internal sealed class Part(RatingInput input, int number, Paper document, DateOnly from, DateOnly to, DateOnly wholeFrom, DateOnly wholeTo)
{
    public RatingAgreement Agreement { get; } = input.Agreements[number];
    public int Number => number;
    public Paper Document => document;
    public Paper Service { get; } = document["services"]![input.Agreements[number].Service]!;
    public DateOnly From => from;
    public DateOnly To => to;
    public int Days => to.DayNumber - from.DayNumber;
    public int DaysOfAll => wholeTo.DayNumber - wholeFrom.DayNumber;
    public int DaysBefore => from.DayNumber - wholeFrom.DayNumber;
    public bool IsSplit => Days != DaysOfAll;
    public Fraction Months => input.PeriodMonths is { } own ? own : document["periodMonths"]!.Figure;
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

    public IReadOnlyList<string> Enrolments => Agreement.Discounts ?? throw new SecondRefusal("factMissing");

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
            else
                return paper;
        }
    }

    private static Paper InTable(Paper table, string? word) =>
        word is null ? throw new SecondRefusal("factMissing") : table[word] ?? table["*"] ?? throw new SecondRefusal("noPrice");

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
        var number = FactNumber(count["fact"]!.Word);
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
    public bool IsWhole(Paper rule) => rule["fullFrom"] is { } least && DaysOfAll >= least.Figure && DaysOfAll <= rule["fullTo"]!.Figure;

    /// <summary>How much of a period a number of days is, by a rule of proration.</summary>
    public Fraction Share(Paper rule, int days) => (Fraction)days / (rule["standardDays"]?.Figure ?? PeriodDays);
}
