using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>One agreement under one document: all its days, or with a rate change that is split by days those of one price.</summary>
internal sealed class Part(RatingInput input, int number, IReadOnlyList<Part> parts, Ordinance ordinance, DateOnly date, Stretch days, Stretch whole)
    : Scope(input.Agreements[number].Class, input.Agreements[number].MeterSize, input.Agreements[number].Discounts, input.Agreements[number].Facts, input.Facts)
{
    protected override DateOnly LastDay => whole.To.AddDays(-1);
    protected override string? Season => ordinance.SeasonOn(date);
    public RatingAgreement Agreement { get; } = input.Agreements[number];
    public int Number => number;
    public Paper Document => ordinance.Paper;
    public Paper Service { get; } = ordinance.Paper["services"]![input.Agreements[number].Service]!;
    public DateOnly From => days.From;
    public DateOnly To => days.To;
    public int Days => days.Days;
    public int DaysOfAll => whole.Days;
    public int DaysBefore => days.From.DayNumber - whole.From.DayNumber;

    /// <summary>The day on which the season began that prices it.</summary>
    public DateOnly Turn => ordinance.TurnBefore(Agreement.Service, date);

    public Fraction Months => input.PeriodMonths is { } own ? own : ordinance.Paper["periodMonths"]!.Figure;
    public DateOnly PeriodFrom => input.PeriodFrom ?? input.From;
    public DateOnly PeriodTo => input.PeriodTo ?? input.To;
    public int PeriodDays => PeriodTo.DayNumber - PeriodFrom.DayNumber;

    /// <summary>What each component costs, empty where it has no line, once it is worked out.</summary>
    public Dictionary<Paper, Charged?> Amounts { get; } = [];

    /// <summary>Components whose amount was asked for.</summary>
    public HashSet<Paper> Asked { get; } = [];

    /// <summary>How many of the charge's days somebody was in a programme; a day in two enrolments is one day.</summary>
    public int DaysEnrolled(string programme)
    {
        var enrolments = Enrolments(programme).ToList();
        return enrolments.Count == 1 ? days.DaysIn(enrolments[0].From, enrolments[0].To) : Enumerable.Range(0, Days).Count(n => enrolments.Exists(e => new Stretch(From.AddDays(n), From.AddDays(n + 1)).DaysIn(e.From, e.To) > 0));
    }

    protected override Fraction Named(string name) => name switch { "days" => Days, "months" => Months, "usage" => Registered(), _ => FactNumber(name) };

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

    /// <summary>Whether the days that are billed count as a whole period.</summary>
    public bool IsWhole(Paper rule) => (rule["fullFrom"] is { } least && DaysOfAll >= least.Figure && DaysOfAll <= rule["fullTo"]!.Figure) || IsForgiven(rule["whole"]);

    /// <summary>Whether the bill is short, and each reason for it is one that the ordinance forgives.</summary>
    private bool IsForgiven(Paper? reasons)
    {
        var (began, ended) = (whole.From > PeriodFrom, whole.To < PeriodTo);
        if (reasons is null || !(began || ended))
            return false;
        return Agreement.Stopped ? reasons.Lists("stop") : (!began || reasons.Lists("new")) && (!ended || reasons.Lists("final"));
    }

    /// <summary>How much of a period the days from one to before another are, by a rule of proration.</summary>
    public Fraction Share(Paper rule, DateOnly first, DateOnly end) => rule["method"]!.Word == "months"
        ? (Fraction)((((end.Year - first.Year) * 12) + end.Month - first.Month) * 30 + Math.Min(end.Day, 30) - Math.Min(first.Day, 30)) / (Months * 30)
        : (Fraction)(end.DayNumber - first.DayNumber) / (rule["standardDays"]?.Figure ?? PeriodDays);
}
