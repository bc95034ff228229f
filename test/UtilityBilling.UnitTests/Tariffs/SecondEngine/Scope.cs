using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>Where a price or a count is looked up: somebody's class, meter size, enrolments and facts, and what else the charge knows.</summary>
internal abstract class Scope(string? @class, string? size, IReadOnlyList<Enrolled>? enrolments, params IReadOnlyDictionary<string, FactValue>?[] facts)
{
    /// <summary>The day on which somebody has to be enrolled.</summary>
    protected abstract DateOnly LastDay { get; }

    protected abstract string? Season { get; }

    /// <summary>A number by its name: a fact, or one that the charge knows by itself.</summary>
    protected abstract Fraction Named(string name);

    public FactValue? Fact(string name)
    {
        foreach (var some in facts)
            if (some is not null && some.TryGetValue(name, out var value))
                return value;
        return null;
    }

    public Fraction FactNumber(string fact) => (Fact(fact) ?? throw new SecondRefusal("factMissing")).Number is { } number && number >= 0m ? Fraction.Of(number) : throw new SecondRefusal("factNotANumber");

    protected IEnumerable<Enrolled> Enrolments(string programme) => (enrolments ?? throw new SecondRefusal("factMissing")).Where(e => e.Programme == programme);

    /// <summary>Whether somebody is in a programme on the last day: from counts, to does not.</summary>
    public bool IsEnrolled(string programme) => Enrolments(programme).Any(e => (e.From is not { } from || from <= LastDay) && (e.To is not { } to || LastDay < to));

    /// <summary>Follows tables to what stands at their end.</summary>
    public Paper Pick(Paper paper)
    {
        while (true)
        {
            if (paper["byClass"] is { } classes)
                paper = InTable(classes, @class);
            else if (paper["byMeterSize"] is { } sizes)
                paper = InTable(sizes, size);
            else if (paper["byFact"] is { } fact)
                paper = InTable(paper["values"]!, Fact(fact.Word)?.Text);
            else if (paper["byDiscount"] is { } programmes)
                paper = programmes[programmes.Names.FirstOrDefault(IsEnrolled) ?? "none"] ?? throw new SecondRefusal("noPrice");
            else if (paper["bySeason"] is { } seasons)
                paper = InTable(seasons, Season ?? "*");
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
            : count["difference"] is { } less ? Fraction.Max(Fraction.Zero, less.Items.Skip(1).Aggregate(Count(less.Items[0]), (rest, c) => rest - Count(c)))
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

    /// <summary>Whether a figure is counted instead of written.</summary>
    public bool IsCounted(Paper paper) => Pick(paper) is var end && Array.Exists(["value", "fact", "product", "sum", "difference"], end.Has);

    /// <summary>Whether the days are in a count: then it follows them by itself.</summary>
    public bool CountsDays(Paper paper)
    {
        var count = Pick(paper);
        return count["fact"]?.Word == "days" || count["product"]?.Lists("days") == true || (count["sum"] ?? count["difference"])?.Items.Any(CountsDays) == true;
    }

    public bool Holds(Paper? when)
    {
        if (when is null)
            return true;
        if (when["class"] is { } classes && !Among(classes, @class))
            return false;
        if (when["meterSize"] is { } sizes && !Among(sizes, size))
            return false;
        if (when["discount"] is { } programmes && !programmes.Items.Any(p => IsEnrolled(p.Word)))
            return false;
        return when["facts"] is not { } wanted || wanted.Names.All(name => Among(wanted[name]!, Fact(name)?.Text));
    }

    private static bool Among(Paper words, string? word) =>
        word is null ? throw new SecondRefusal("factMissing") : words.IsList ? words.Lists(word) : words.Word == word;

    public static Fraction Rounded(Fraction amount, Paper rounding) => amount.Rounded(rounding["mode"]!.Word, (int)rounding["decimals"]!.Figure.ToDecimal());
}
