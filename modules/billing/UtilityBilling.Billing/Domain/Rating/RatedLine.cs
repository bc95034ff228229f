using System.Text.Json.Serialization;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>What one step of a line's arithmetic does.</summary>
public enum StepKind
{
    /// <summary>quantity × times ÷ timesOf × price × days ÷ ofDays, rounded where a rounding stands with it.</summary>
    Charge,

    /// <summary>price percent of the quantity.</summary>
    Percent,

    /// <summary>price percent × days ÷ ofDays off the quantity.</summary>
    PercentOff,

    /// <summary>price × days ÷ ofDays off, never more than the quantity.</summary>
    AmountOff,

    /// <summary>What the sum so far lacks to the price × days ÷ ofDays.</summary>
    AtLeast,

    /// <summary>Minus what the sum so far has above the price × days ÷ ofDays.</summary>
    AtMost,

    /// <summary>The sum so far, once more for each part of the quantity above one.</summary>
    Multiply,

    /// <summary>What the rounding of the sum so far adds; <see cref="RatedStep.Before"/> is what was charged of it already.</summary>
    Round,

    /// <summary>Says how the quantity came about; adds nothing.</summary>
    Derive,
}

/// <summary>One step of the arithmetic. The amounts of a line's steps sum to the line's amount.</summary>
public sealed record RatedStep
{
    [JsonPropertyName("k")] public StepKind Kind { get; init; }
    [JsonPropertyName("q"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public decimal Quantity { get; init; }

    /// <summary>Months or days that a price per month, day or year counts.</summary>
    [JsonPropertyName("t"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public decimal? Times { get; init; }
    [JsonPropertyName("per"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public PricePeriod Per { get; init; }
    [JsonPropertyName("p"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public decimal Price { get; init; }

    /// <summary>The price before factors such as outside-the-city, where there were any.</summary>
    [JsonPropertyName("p0"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public decimal? BasePrice { get; init; }
    [JsonPropertyName("n"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Days { get; init; }
    [JsonPropertyName("d"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? OfDays { get; init; }
    [JsonPropertyName("b"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public decimal Before { get; init; }
    [JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public RoundingRule? Rounding { get; init; }
    [JsonPropertyName("v"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public decimal[]? Values { get; init; }

    /// <summary>What a derivation or a free quantity is: <c>average</c>, <c>count</c>, <c>included</c> …</summary>
    [JsonPropertyName("w"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? What { get; init; }

    /// <summary>Which tier of the tariff, from 1.</summary>
    [JsonPropertyName("i"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Tier { get; init; }

    /// <summary>The fact that was counted.</summary>
    [JsonPropertyName("f"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Fact { get; init; }

    /// <summary>What the step adds; set once, when the line is summed.</summary>
    [JsonPropertyName("a"), JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public decimal Amount { get; internal set; }
}

/// <summary>
/// One line of a bill with the arithmetic that made it. Label and distribution are the tariff version's, found by service and component
/// (<see cref="CompiledTariff.Label"/>, <see cref="CompiledTariff.Distribution"/>).
/// </summary>
public sealed record RatedLine
{
    [JsonPropertyName("agreement"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public Guid Agreement { get; init; }
    [JsonPropertyName("tariff")] public required string Tariff { get; init; }
    [JsonPropertyName("service")] public required string Service { get; init; }
    [JsonPropertyName("component")] public required string Component { get; init; }
    [JsonPropertyName("from")] public DateOnly From { get; init; }
    [JsonPropertyName("to")] public DateOnly To { get; init; }

    /// <summary>Billed usage in the unit, the count of units, or the money that a percentage is of.</summary>
    [JsonPropertyName("quantity")] public decimal Quantity { get; init; }

    /// <summary>The billing unit of a usage line.</summary>
    [JsonPropertyName("unit"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Unit { get; init; }

    /// <summary>The price of a unit where the whole line has one.</summary>
    [JsonPropertyName("unitPrice"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public decimal? UnitPrice { get; init; }

    /// <summary>In the currency, in cents; negative for a discount.</summary>
    [JsonPropertyName("amount")] public decimal Amount { get; init; }

    [JsonPropertyName("mayCutWater")] public bool MayCutWater { get; init; }
    [JsonPropertyName("steps")] public required RatedStep[] Steps { get; init; }

    /// <summary>The arithmetic as a person reads it aloud: <c>10 ccf at 0.00; 2.5 ccf at 3.51</c>.</summary>
    public string Explain(string language) => LineExplanation.Of(this, language, withUnit: true);
}
