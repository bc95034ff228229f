namespace UtilityBilling.Billing.Tariffs;

/// <summary>A text in both of the office's languages.</summary>
public sealed record BilingualText(string En, string Es)
{
    public string In(string language) => language == "es" ? Es : En;
}

/// <summary>
/// One ordinance's prices, as adopted: which services it covers, from when, and everything a bill needs to be worked out. Never changed once used: a new
/// ordinance is a new document.
/// </summary>
/// <param name="PeriodMonths">Months in one bill: a price per month counts this often.</param>
/// <param name="OtherServices">Services priced by another document of the same town that a percentage here may name.</param>
public sealed record TariffDocument(
    string Tariff,
    string Ordinance,
    string Currency,
    DateOnly Effective,
    int PeriodMonths,
    IReadOnlyList<string> Classes,
    IReadOnlyList<string> MeterSizes,
    IReadOnlyList<TariffDiscount> Discounts,
    IReadOnlyList<TariffUnit> Units,
    IReadOnlyList<TariffSeason> Seasons,
    IReadOnlyList<string> OtherServices,
    IReadOnlyList<TariffService> Services,
    IReadOnlyList<TariffFee> FeeSchedule,
    IReadOnlyList<TariffExample> Examples)
{
    /// <summary>The season of a day, if the document names one for it.</summary>
    public TariffSeason? SeasonOn(DateOnly day)
    {
        foreach (var season in Seasons)
            if (season.Holds(day))
                return season;
        return null;
    }
}

/// <summary>A part of every year with prices of its own. It may run over the new year.</summary>
/// <param name="From">The first day.</param>
/// <param name="Through">The last day.</param>
public sealed record TariffSeason(string Id, BilingualText Label, YearDay From, YearDay Through)
{
    public bool Holds(DateOnly day)
    {
        var at = new YearDay(day.Month, day.Day);
        return From <= Through ? From <= at && at <= Through : From <= at || at <= Through;
    }

    /// <summary>Whether a season begins on the day, or ended on the day before.</summary>
    public bool TurnsOn(DateOnly day) => Holds(day) != Holds(day.AddDays(-1));
}

/// <summary>A day of every year, such as 1 May.</summary>
public readonly record struct YearDay(int Month, int Day) : IComparable<YearDay>
{
    public int CompareTo(YearDay other) => ((Month * 100) + Day).CompareTo((other.Month * 100) + other.Day);

    public static bool operator <=(YearDay left, YearDay right) => left.CompareTo(right) <= 0;
    public static bool operator >=(YearDay left, YearDay right) => left.CompareTo(right) >= 0;
    public static bool operator <(YearDay left, YearDay right) => left.CompareTo(right) < 0;
    public static bool operator >(YearDay left, YearDay right) => left.CompareTo(right) > 0;

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Month:00}-{Day:00}");
}

/// <summary>A programme that customers enrol in and that a price may ask for (low income, senior).</summary>
public sealed record TariffDiscount(string Id, BilingualText Label);

/// <summary>A unit of volume with the city's own size of it in US gallons (a ccf is 748 here and 748.052 there).</summary>
public sealed record TariffUnit(string Id, BilingualText Label, decimal Gallons);

/// <summary>Which date decides between an old and a new price.</summary>
public enum RateKey { BillDate, ReadDate, SplitByDays }

/// <summary>One service (water, sewer, police fee …) and its charges.</summary>
/// <param name="Unit">The billing unit of its volume; none for a service without volume.</param>
/// <param name="UsageFrom">The service whose usage it bills where it has none of its own (sewer on water).</param>
/// <param name="RoundAt">Where money is rounded; at the service or the bill the total is, and its lines carry the fraction on.</param>
public sealed record TariffService(
    string Id,
    BilingualText Label,
    TariffUnit? Unit,
    RateKey RateKey,
    string? UsageFrom,
    StepRounding? UsageRounding,
    WinterAverageRule? WinterAverage,
    Proration Proration,
    RoundingPlace RoundAt,
    IReadOnlyList<TariffComponent> Components);

/// <summary>Usage cut to a step, such as whole thousands, before it is priced.</summary>
public sealed record StepRounding(decimal Step, RoundingMode Mode)
{
    public decimal Apply(decimal quantity) => new RoundingRule(Mode, 0).Apply(quantity / Step) * Step;
}

/// <summary>How last winter's usages make the sewer volume: what is dropped, how many must remain, and what holds when they are too few. In billing units a bill.</summary>
public sealed record WinterAverageRule(int DropHighest, int DropLowest, int MinimumReads, RoundingRule Rounding, Choice<TariffPrice>? Default, Choice<TariffPrice>? Floor, Choice<TariffPrice>? Cap)
{
    /// <summary>Whether any of its figures is looked up so.</summary>
    public bool Asks(ChoiceBy by) => new[] { Default, Floor, Cap }.Any(figure => figure?.Asks(by) == true);
}

/// <summary>What shrinks with a short period and grows with a long one.</summary>
[Flags]
public enum ProrationScope { None = 0, Fixed = 1, Tiers = 2, Allowances = 4, WinterAverage = 8, Limits = 16 }

/// <summary>Why a bill is for less than the calendar period: the agreement began in it, ended in it, or stopped for a time.</summary>
[Flags]
public enum ShortPeriod { None = 0, New = 1, Final = 2, Stop = 4 }

/// <summary>
/// What a period that is not a whole one costs. By days: the bill's days over <see cref="StandardDays"/>, or over the calendar period's days where that is
/// empty. From <see cref="FullFrom"/> to <see cref="FullTo"/> days a period counts as whole. With <see cref="DailyRounding"/> a price's daily rate is rounded
/// and taken once for each day. With <see cref="ByMonths"/> every month counts as thirty days. What is short for a reason in <see cref="Whole"/> alone counts as whole.
/// </summary>
public sealed record Proration(ProrationScope Scope, int? StandardDays, int? FullFrom, int? FullTo, RoundingRule? DailyRounding)
{
    public bool ByMonths { get; init; }
    public ShortPeriod Whole { get; init; }

    public static Proration None { get; } = new(ProrationScope.None, null, null, null, null);
}

public enum ComponentKind { Fixed, PerUnit, Usage, Discount, Minimum, Maximum, Percent }

/// <summary>What one price is for.</summary>
public enum PricePeriod { Bill, Month, Day, Year }

/// <summary>Which volume a usage charge bills; <see cref="Count"/> is no volume but a number of its own, such as square feet.</summary>
public enum QuantityBasis { Usage, WinterAverage, LesserOfUsageAndWinterAverage, Count }

/// <summary>One line of a bill in the making. <see cref="MayCutWater"/> false means: water is never shut off for this debt (the police fee).</summary>
public sealed record TariffComponent(string Id, BilingualText Label, ComponentKind Kind, Distribution Distribution, bool MayCutWater, RoundingRule Rounding, bool RoundTiers, Proration Proration)
{
    public Condition? When { get; init; }
    public Choice<TariffPrice>? Price { get; init; }
    public PricePeriod Per { get; init; }
    public Choice<CountRule>? Count { get; init; }
    public QuantityBasis Quantity { get; init; }
    public Choice<CountRule>? QuantityCount { get; init; }
    public Choice<TariffPrice>? Share { get; init; }
    public Choice<TariffVolume>? MinimumQuantity { get; init; }
    public Choice<TariffVolume>? MaximumQuantity { get; init; }
    public Choice<TariffVolume>? Allowance { get; init; }
    public Choice<IReadOnlyList<TariffTier>>? Tiers { get; init; }
    public PricePeriod TierWidthsPer { get; init; }
    public Choice<CountRule>? ScaleBy { get; init; }
    public string? Enrolment { get; init; }

    /// <summary>A discount for the days of the enrolment, instead of whole for who is enrolled on the last day.</summary>
    public bool EnrolledDays { get; init; }

    public Choice<TariffPrice>? Percent { get; init; }
    public IReadOnlyList<ChargeReference> Of { get; init; } = [];

    /// <summary>A percentage of lines before their own last rounding.</summary>
    public bool OfUnrounded { get; init; }

    public IReadOnlyList<Multiplier> Multipliers { get; init; } = [];
    public Choice<TariffPrice>? MinimumAmount { get; init; }
    public Choice<TariffPrice>? MaximumAmount { get; init; }

    /// <summary>Whether any of its figures is looked up so.</summary>
    public bool Asks(ChoiceBy by) =>
        new[] { Price, Percent, Share, MinimumAmount, MaximumAmount }.Any(p => p?.Asks(by) == true)
        || new[] { MinimumQuantity, MaximumQuantity, Allowance }.Any(v => v is not null && (v.Asks(by) || v.Values().Any(volume => volume.Count?.Asks(by) == true)))
        || new[] { Count, QuantityCount, ScaleBy }.Any(c => CountRule.Asks(c, by))
        || (Tiers is not null && (Tiers.Asks(by) || Tiers.Values().Any(tiers => tiers.Any(t => t.Price.Asks(by) || CountRule.Asks(t.CountedTo, by)))));
}

/// <summary>A figure of the ordinance and where it was read; <c>invented</c> for a demo.</summary>
public sealed record TariffPrice(decimal Amount, string? Source);

/// <summary>A volume of the ordinance: a figure, or a count such as people times days.</summary>
public sealed record TariffVolume(TariffPrice? Figure, CountRule? Count);

/// <summary>A band of usage and its price: more than <see cref="From"/>, up to and including <see cref="To"/>; the last has no end.</summary>
/// <param name="From">Empty where the band before ends at a count: this one begins there.</param>
/// <param name="CountedTo">The end where it is a count, such as an indoor budget.</param>
public sealed record TariffTier(decimal? From, decimal? To, Choice<CountRule>? CountedTo, Choice<TariffPrice> Price)
{
    public bool IsLast => To is null && CountedTo is null;
}

/// <summary>How many units are billed: a fixed number, or a fact (dwelling units, square feet), a product or a sum, divided, rounded and kept within limits.</summary>
public sealed record CountRule(decimal? Value, string? Fact, decimal? DivideBy, RoundingRule? Rounding, decimal? Minimum, decimal? Maximum)
{
    /// <summary>Facts and figures that are multiplied, such as people, days and gallons a head.</summary>
    public IReadOnlyList<CountFactor> Product { get; init; } = [];

    /// <summary>Counts that are added up.</summary>
    public IReadOnlyList<Choice<CountRule>> Sum { get; init; } = [];

    /// <summary>The first less all others, never below zero.</summary>
    public IReadOnlyList<Choice<CountRule>> Difference { get; init; } = [];

    /// <summary>The counts that this one is made of.</summary>
    public IEnumerable<Choice<CountRule>> Parts => Sum.Concat(Difference);

    /// <summary>The facts that it names itself, not in a part.</summary>
    public IEnumerable<string> Facts => Fact is not null ? [Fact] : Product.Where(f => f.Fact is not null).Select(f => f.Fact!);

    public bool Asks(ChoiceBy by) => Parts.Any(part => Asks(part, by));

    public static bool Asks(Choice<CountRule>? counts, ChoiceBy by) => counts is not null && (counts.Asks(by) || counts.Values().Any(rule => rule.Asks(by)));
}

/// <summary>A factor of a product: a figure, or a fact by its name.</summary>
public sealed record CountFactor(decimal? Value, string? Fact);

/// <summary>When a component or a multiplier applies; all that is named must hold. An empty list names nothing.</summary>
public sealed record Condition(IReadOnlyList<string> Classes, IReadOnlyList<string> MeterSizes, IReadOnlyList<string> Discounts, IReadOnlyList<FactTest> Facts);

/// <summary>A fact of the premise and the values that are asked for (<c>outside</c> is <c>true</c>).</summary>
public sealed record FactTest(string Fact, IReadOnlyList<string> Is);

/// <summary>A factor for some customers (outside the city), on the price, which is then rounded, or on the whole line.</summary>
public sealed record Multiplier(Condition When, decimal By, RoundingRule? OnPrice);

/// <summary>What a percentage, discount, minimum or maximum is of: the bill, a service, or one component of a service.</summary>
public sealed record ChargeReference(string Service, string? Component)
{
    public const string Bill = "bill";
    public override string ToString() => Component is null ? Service : $"{Service}.{Component}";
}

/// <summary>
/// A fee that is charged for an act and not by a period (late, returned payment, shut-off, connection): an amount times a count, or a percent of what it is charged on.
/// </summary>
public sealed record TariffFee(string Id, BilingualText Label, Choice<TariffPrice>? Amount, Choice<TariffPrice>? Percent, Distribution Distribution, bool MayCutWater, string? Source)
{
    /// <summary>How many times the amount, such as dwelling units.</summary>
    public Choice<CountRule>? Count { get; init; }

    public Choice<TariffPrice>? Minimum { get; init; }
    public Choice<TariffPrice>? Maximum { get; init; }
}

/// <summary>A published bill that the tariff must reproduce: the quote's input as JSON, the total it must give, and the fees that the input asks for.</summary>
public sealed record TariffExample(string Name, string InputJson, decimal Total, IReadOnlyList<KeyValuePair<string, decimal>> Fees, string? Source, int Line);
