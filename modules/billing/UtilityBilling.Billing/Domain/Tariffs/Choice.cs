namespace UtilityBilling.Billing.Tariffs;

/// <summary>What a table of prices is looked up by.</summary>
public enum ChoiceBy { Class, MeterSize, Discount, Fact }

/// <summary>
/// One value, or a table of them by class, meter size, enrolment or a fact, nested where an ordinance nests them. A table by enrolment always says what
/// somebody without one pays (<c>none</c>); <c>*</c> stands for every other class, size or value.
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

    private Choice(T value) => Value = value;

    /// <summary>The value itself, where there is no table.</summary>
    public T? Value { get; }

    public ChoiceBy By { get; }

    public string? Fact { get; }

    /// <summary>The table in the document's order.</summary>
    public IReadOnlyList<KeyValuePair<string, Choice<T>>> Options { get; } = [];

    public Choice<T>? OtherOption { get; }

    internal static Choice<T> Of(T value) => new(value);

    internal static Choice<T> Table(ChoiceBy by, string? fact, IReadOnlyList<KeyValuePair<string, Choice<T>>> options) => new(by, fact, options);

    public Choice<T>? Option(string key) => _options.GetValueOrDefault(key) ?? OtherOption;

    /// <summary>Every value in the table, in the document's order.</summary>
    public IEnumerable<T> Values() => Value is not null ? [Value] : Options.SelectMany(o => o.Value.Values());
}
