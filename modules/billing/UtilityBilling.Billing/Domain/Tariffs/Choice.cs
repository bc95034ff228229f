namespace UtilityBilling.Billing.Tariffs;

/// <summary>What a table of prices is looked up by.</summary>
public enum ChoiceBy { Class, MeterSize, Discount, Fact, Season, Range }

/// <summary>
/// One value, or a table of them by class, meter size, enrolment, a fact, the season or the range that a number falls in, nested where an ordinance nests
/// them. A table by enrolment always says what somebody without one pays (<c>none</c>); <c>*</c> stands for every other class, size, season or value.
/// </summary>
public sealed class Choice<T> where T : class
{
    public const string Others = "*";
    public const string NoDiscount = "none";

    private readonly Dictionary<string, Choice<T>> _options = new(StringComparer.Ordinal);

    private Choice(ChoiceBy by, string? fact, IReadOnlyList<KeyValuePair<string, Choice<T>>> options)
    {
        By = by;
        Fact = fact;
        Options = options;
        foreach (var (key, value) in options)
            _options[key] = value;
        OtherOption = _options.GetValueOrDefault(Others);
    }

    private Choice(string number, IReadOnlyList<ChoiceRange<T>> ranges)
        : this(ChoiceBy.Range, number, [.. ranges.Select(r => KeyValuePair.Create(r.Name, r.Value))]) => Ranges = ranges;

    private Choice(T value) => Value = value;

    /// <summary>The value itself, where there is no table.</summary>
    public T? Value { get; }

    public ChoiceBy By { get; }

    public string? Fact { get; }

    /// <summary>The table in the document's order.</summary>
    public IReadOnlyList<KeyValuePair<string, Choice<T>>> Options { get; } = [];

    public Choice<T>? OtherOption { get; }

    /// <summary>A table by range: its ranges in order, the last without an end.</summary>
    public IReadOnlyList<ChoiceRange<T>> Ranges { get; } = [];

    internal static Choice<T> Of(T value) => new(value);

    internal static Choice<T> Table(ChoiceBy by, string? fact, IReadOnlyList<KeyValuePair<string, Choice<T>>> options) => new(by, fact, options);

    internal static Choice<T> ByRange(string number, IReadOnlyList<ChoiceRange<T>> ranges) => new(number, ranges);

    public Choice<T>? Option(string key) => _options.GetValueOrDefault(key) ?? OtherOption;

    /// <summary>What holds for a number: the range that reaches to it or beyond.</summary>
    public Choice<T> At(decimal number)
    {
        foreach (var range in Ranges)
            if (range.To is null || number <= range.To)
                return range.Value;
        return Ranges[^1].Value;
    }

    /// <summary>Every value in the table, in the document's order.</summary>
    public IEnumerable<T> Values() => Value is not null ? [Value] : Options.SelectMany(o => o.Value.Values());

    /// <summary>Whether it, or a table inside it, is looked up so.</summary>
    public bool Asks(ChoiceBy by) => Value is null && (By == by || Options.Any(o => o.Value.Asks(by)));
}

/// <summary>A range of a table: more than <see cref="From"/>, up to and including <see cref="To"/>; the first holds zero, too.</summary>
public sealed record ChoiceRange<T>(decimal From, decimal? To, Choice<T> Value) where T : class
{
    /// <summary>The range as its key in a table: <c>0-2500</c>, and <c>2500-</c> for the last.</summary>
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{From:0.######}-{To:0.######}");
}
