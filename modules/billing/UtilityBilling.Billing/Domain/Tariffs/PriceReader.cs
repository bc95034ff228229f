namespace UtilityBilling.Billing.Tariffs;

/// <summary>Reads prices, tables of prices, tiers, counts and conditions, against the classes, sizes, programmes and seasons that the document declares.</summary>
internal sealed class PriceReader(IReadOnlyList<string> classes, IReadOnlyList<string> meterSizes, IReadOnlyList<TariffDiscount> discounts, IReadOnlyList<TariffSeason> seasons, ProblemList problems)
{
    private readonly CountReader _counts = new(problems);

    // A source written at a table or tier holds for every price in it that names none of its own.
    private string? _source;

    public Choice<TariffPrice>? Price(SourceNode? node, string path) => Read(node, path, PriceOf);

    public Choice<CountRule>? Count(SourceNode? node, string path) => Read(node, path, CountOf);

    private CountRule? CountOf(SourceNode node, string path) => _counts.Read(node, path, this);

    /// <summary>A volume: a figure as a price is written, or a count.</summary>
    public Choice<TariffVolume>? Volume(SourceNode? node, string path) => Read(node, path, VolumeOf);

    private TariffVolume? VolumeOf(SourceNode node, string path)
    {
        if (node.Kind == SourceKind.Object && node.Find("amount") is null)
            return CountOf(node, path) is { } count ? new TariffVolume(null, count) : null;
        return PriceOf(node, path) is { } figure ? new TariffVolume(figure, null) : null;
    }

    public Choice<IReadOnlyList<TariffTier>>? Tiers(SourceNode? node, string path) => Read(node, path, TiersOf);

    private IReadOnlyList<TariffTier>? TiersOf(SourceNode node, string path) => new TierReader(this, problems).Read(node, path);

    /// <summary>Reads what stands inside, with a source of its own if there is one.</summary>
    public T Sourced<T>(ObjectReader reader, Func<T> read)
    {
        var outer = _source;
        _source = reader.OptionalText("source") ?? outer;
        var value = read();
        _source = outer;
        return value;
    }

    public bool DeclaresDiscount(string id) => discounts.Any(d => d.Id == id);

    private Choice<T>? Read<T>(SourceNode? node, string path, Func<SourceNode, string, T?> leaf) where T : class
    {
        if (node is null)
            return null;
        if (node.Kind == SourceKind.Object)
        {
            if (node.Find("byClass") is not null)
                return Table(node, path, ChoiceBy.Class, "byClass", leaf);
            if (node.Find("byMeterSize") is not null)
                return Table(node, path, ChoiceBy.MeterSize, "byMeterSize", leaf);
            if (node.Find("byDiscount") is not null)
                return Table(node, path, ChoiceBy.Discount, "byDiscount", leaf);
            if (node.Find("byFact") is not null)
                return Table(node, path, ChoiceBy.Fact, "values", leaf);
            if (node.Find("bySeason") is not null)
                return Table(node, path, ChoiceBy.Season, "bySeason", leaf);
            if (node.Find("byRange") is not null)
                return Ranges(node, path, leaf);
        }

        var value = leaf(node, path);
        return value is null ? null : Choice<T>.Of(value);
    }

    private Choice<T>? Table<T>(SourceNode node, string path, ChoiceBy by, string name, Func<SourceNode, string, T?> leaf) where T : class
    {
        var reader = by == ChoiceBy.Fact ? ObjectReader.Open(node, path, problems, "byFact", "values", "source")! : ObjectReader.Open(node, path, problems, name, "source")!;
        var outer = _source;
        _source = reader.OptionalText("source") ?? outer;
        var fact = by == ChoiceBy.Fact ? reader.Text("byFact") : null;
        var options = reader.Required(name) is { } table ? Options(table, $"{path}.{name}", by, leaf) : null;
        _source = outer;
        return options is null ? null : Choice<T>.Table(by, fact, options);
    }

    private Choice<T>? Ranges<T>(SourceNode node, string path, Func<SourceNode, string, T?> leaf) where T : class
    {
        var reader = ObjectReader.Open(node, path, problems, "byRange", "ranges", "source")!;
        var outer = _source;
        _source = reader.OptionalText("source") ?? outer;
        var number = reader.Text("byRange");
        reader.Required("ranges");
        var items = reader.Items("ranges");
        if (items.Count is 0 or > TierReader.MostTiers && reader.Has("ranges"))
            reader.Problem("ranges", items.Count == 0 ? "tiersEmpty" : "tooManyTiers", ("limit", "50"));
        var ranges = new List<ChoiceRange<T>>();
        decimal? reached = 0m;
        for (var i = 0; i < Math.Min(items.Count, TierReader.MostTiers); i++)
        {
            if (ObjectReader.Open(items[i], $"{reader.At("ranges")}[{i}]", problems, "from", "to", "value", "source") is not { } range)
                break;
            var (from, to) = (range.RequiredNumber("from"), range.Number("to"));
            TierReader.Check(range, i, items.Count, from, to, reached);
            reached = to;
            var general = _source;
            _source = range.OptionalText("source") ?? general;
            if (Read(range.Required("value"), range.At("value"), leaf) is { } value)
                ranges.Add(new ChoiceRange<T>(from, to, value));
            _source = general;
        }

        _source = outer;
        return ranges.Count == 0 ? null : Choice<T>.ByRange(number, ranges);
    }

    private List<KeyValuePair<string, Choice<T>>>? Options<T>(SourceNode table, string path, ChoiceBy by, Func<SourceNode, string, T?> leaf) where T : class
    {
        if (table.Kind != SourceKind.Object || table.Members.Count == 0)
        {
            problems.Add(table.Line, path, "notAnObject");
            return null;
        }

        var options = new List<KeyValuePair<string, Choice<T>>>();
        foreach (var member in table.Members)
        {
            CheckKey(by, member, path);
            if (Read(member.Value, $"{path}.{member.Name}", leaf) is { } option)
                options.Add(KeyValuePair.Create(member.Name, option));
        }

        CheckCovered(by, table, path);
        return options;
    }

    private void CheckKey(ChoiceBy by, SourceMember member, string path)
    {
        var known = by switch
        {
            ChoiceBy.Class => member.Name == Choice<TariffPrice>.Others || classes.Contains(member.Name),
            ChoiceBy.MeterSize => member.Name == Choice<TariffPrice>.Others || meterSizes.Contains(member.Name),
            ChoiceBy.Discount => member.Name == Choice<TariffPrice>.NoDiscount || DeclaresDiscount(member.Name),
            ChoiceBy.Season => member.Name == Choice<TariffPrice>.Others || seasons.Any(s => s.Id == member.Name),
            _ => true,
        };
        if (!known)
            problems.Add(member.Line, $"{path}.{member.Name}", "notDeclared", ("value", member.Name), ("list", ListOf(by)));
    }

    private void CheckCovered(ChoiceBy by, SourceNode table, string path)
    {
        var asked = by switch
        {
            ChoiceBy.Class => classes,
            ChoiceBy.MeterSize => meterSizes,
            ChoiceBy.Discount => [Choice<TariffPrice>.NoDiscount],
            ChoiceBy.Season => [.. seasons.Select(s => s.Id)],
            _ => (IReadOnlyList<string>)[],
        };
        if (table.Find(Choice<TariffPrice>.Others) is not null)
            return;
        foreach (var key in asked)
            if (table.Find(key) is null)
                problems.Add(table.Line, path, "missingPrice", ("value", key), ("list", ListOf(by)));
        if (by == ChoiceBy.Season && asked.Count > 0 && !SeasonReader.CoverTheYear(seasons))
            problems.Add(table.Line, path, "seasonGap");
        if (by is ChoiceBy.Class or ChoiceBy.MeterSize or ChoiceBy.Season && asked.Count == 0)
            problems.Add(table.Line, path, "listMissing", ("list", ListOf(by)));
    }

    private static string ListOf(ChoiceBy by) => by switch
    {
        ChoiceBy.Class => "classes",
        ChoiceBy.MeterSize => "meterSizes",
        ChoiceBy.Season => "seasons",
        _ => "discounts",
    };

    private TariffPrice? PriceOf(SourceNode node, string path)
    {
        if (node.Kind != SourceKind.Object)
            return Number(node, path) is { } plain ? new TariffPrice(plain, _source) : null;
        var reader = ObjectReader.Open(node, path, problems, "amount", "source")!;
        var source = reader.OptionalText("source") ?? _source;
        var amount = reader.Required("amount");
        return amount is null || Number(amount, path) is not { } figure ? null : new TariffPrice(figure, source);
    }

    private decimal? Number(SourceNode node, string path)
    {
        var holder = new SourceNode { Kind = SourceKind.Object, Line = node.Line };
        return ObjectReader.Open(holder, path, problems)!.NumberOf(node, path);
    }

    /// <summary>A rounding of a figure that is not money: <c>{ "mode": "up", "decimals": 0 }</c>.</summary>
    public static RoundingRule? Rounding(ObjectReader parent, int mostDecimals, string name = "rounding")
    {
        var reader = ObjectReader.Open(parent.Find(name), parent.At(name), parent.Problems, "mode", "decimals");
        if (reader is null)
            return null;
        reader.Required("decimals");
        return new RoundingRule(Mode(reader), reader.Whole("decimals", 0, mostDecimals) ?? 0);
    }

    public static RoundingMode Mode(ObjectReader reader) => reader.RequiredWord<RoundingMode>("mode",
        ("halfUp", RoundingMode.HalfUp), ("halfEven", RoundingMode.HalfEven), ("truncate", RoundingMode.Truncate), ("up", RoundingMode.Up));

    public Condition? When(SourceNode? node, string path)
    {
        var reader = ObjectReader.Open(node, path, problems, "class", "meterSize", "discount", "facts");
        if (reader is null)
            return null;
        if (node!.Members.Count == 0)
            problems.Add(node.Line, path, "conditionEmpty");
        var condition = new Condition(reader.Words("class"), reader.Words("meterSize"), reader.Words("discount"), Facts(reader));
        CheckDeclared(reader, "class", condition.Classes, classes, "classes");
        CheckDeclared(reader, "meterSize", condition.MeterSizes, meterSizes, "meterSizes");
        CheckDeclared(reader, "discount", condition.Discounts, [.. discounts.Select(d => d.Id)], "discounts");
        return condition;
    }

    private List<FactTest> Facts(ObjectReader parent)
    {
        var tests = new List<FactTest>();
        if (parent.Find("facts") is not { } node)
            return tests;
        if (node.Kind != SourceKind.Object)
        {
            parent.Problem("facts", "notAnObject");
            return tests;
        }

        var reader = ObjectReader.Open(node, parent.At("facts"), problems, [.. node.Members.Select(m => m.Name)])!;
        foreach (var member in node.Members)
            tests.Add(new FactTest(member.Name, member.Value.Kind is SourceKind.List or SourceKind.Object or SourceKind.Null ? reader.Words(member.Name) : [member.Value.Text]));
        return tests;
    }

    private static void CheckDeclared(ObjectReader reader, string name, IReadOnlyList<string> words, IReadOnlyList<string> declared, string list)
    {
        if (reader.Has(name) && words.Count == 0)
            reader.Problem(name, "conditionEmpty");
        foreach (var word in words)
            if (!declared.Contains(word))
                reader.Problem(name, "notDeclared", ("value", word), ("list", list));
    }
}
