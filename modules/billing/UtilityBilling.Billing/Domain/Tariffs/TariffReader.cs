namespace UtilityBilling.Billing.Tariffs;

/// <summary>What came out of reading a tariff file: the document when it has no problem, else every problem with its line.</summary>
public sealed record TariffReading(TariffDocument? Document, IReadOnlyList<TariffProblem> Problems);

/// <summary>Reads a tariff document. Nothing is ignored: what it does not understand is a problem.</summary>
public sealed class TariffReader
{
    private static readonly string[] Names =
    [
        "$schema", "tariff", "ordinance", "currency", "effective", "periodMonths", "classes", "meterSizes", "discounts", "units", "seasons", "otherServices", "rounding", "services", "feeSchedule", "examples",
        "source", "note",
    ];

    private const int MostComponents = 500;
    private readonly ProblemList _problems = new();

    private TariffReader() { }

    public static TariffReading Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var reader = new TariffReader();
        var root = SourceReader.Read(json, reader._problems);
        var document = root is null ? null : reader.Document(root);
        if (document is not null && reader._problems.Count == 0)
            ReferenceChecks.Check(document, root!, reader._problems);
        return new TariffReading(reader._problems.Count == 0 ? document : null, reader._problems.InLineOrder());
    }

    private TariffDocument? Document(SourceNode root)
    {
        var reader = ObjectReader.Open(root, "", _problems, Names);
        if (reader is null)
            return null;
        foreach (var name in (ReadOnlySpan<string>)["$schema", "source", "note"])
            reader.OptionalText(name);
        var discounts = Discounts(reader);
        var units = Units(reader);
        var classes = reader.Words("classes");
        var sizes = reader.Words("meterSizes");
        var seasons = Named(reader, "seasons", (node, path, id) => SeasonReader.Read(node, path, id, _problems));
        SeasonReader.Check(seasons, reader);
        var prices = new PriceReader(classes, sizes, discounts, seasons, _problems);
        reader.Required("periodMonths");
        return new TariffDocument(
            reader.Id("tariff"), reader.Text("ordinance"), Currency(reader), reader.Date("effective"), reader.Whole("periodMonths", 1, 12) ?? 1,
            classes, sizes, discounts, units, seasons, reader.Words("otherServices"), Services(reader, prices, units), Named(reader, "feeSchedule", new FeeReader(prices, _problems).Read), Examples(reader));
    }

    private static string Currency(ObjectReader reader)
    {
        var currency = reader.Text("currency");
        if (currency.Length > 0 && currency != "USD")
            reader.Problem("currency", "currency", ("value", currency));
        return currency;
    }

    private List<TariffDiscount> Discounts(ObjectReader root) =>
        Named(root, "discounts", (node, path, id) =>
        {
            var reader = ObjectReader.Open(node, path, _problems, "label");
            return reader is null ? null : new TariffDiscount(id, reader.Label("label"));
        });

    private List<TariffUnit> Units(ObjectReader root) =>
        Named(root, "units", (node, path, id) =>
        {
            var reader = ObjectReader.Open(node, path, _problems, "label", "gallons", "source");
            if (reader is null)
                return null;
            reader.OptionalText("source");
            reader.Required("gallons");
            return new TariffUnit(id, reader.Label("label"), reader.Positive("gallons") ?? 1m);
        });

    private List<TariffService> Services(ObjectReader root, PriceReader prices, List<TariffUnit> units)
    {
        if (!root.Has("feeSchedule"))
            root.Required("services");
        var rounding = RoundingReader.Read(root, _problems, new ServiceRounding(RoundingRule.Cents, RoundingPlace.Line), RoundingPlace.Bill);
        var services = new ServiceReader(prices, units, rounding, _problems);
        var read = Named(root, "services", services.Read);
        if (root.Find("services") is { Kind: SourceKind.Object, Members.Count: 0 })
            root.Problem("services", "servicesEmpty");
        if (read.Sum(s => s.Components.Count) > MostComponents)
            root.Problem("services", "componentsCount", ("limit", "500"));
        return read;
    }

    private List<TariffExample> Examples(ObjectReader root)
    {
        var examples = new List<TariffExample>();
        var items = root.Items("examples");
        for (var i = 0; i < items.Count; i++)
        {
            var reader = ObjectReader.Open(items[i], $"examples[{i}]", _problems, "name", "input", "total", "fees", "source");
            if (reader is null)
                continue;
            var input = reader.Required("input");
            if (input is not null && input.Kind != SourceKind.Object)
                reader.Problem("input", "notAnObject");
            examples.Add(new TariffExample(reader.Text("name"), input?.ToJson() ?? "{}", reader.RequiredNumber("total"), ExpectedFees(reader), reader.OptionalText("source"), items[i].Line));
        }

        return examples;
    }

    private List<KeyValuePair<string, decimal>> ExpectedFees(ObjectReader example)
    {
        if (example.Find("fees") is not { } node)
            return [];
        if (ObjectReader.Open(node, example.At("fees"), _problems, [.. node.Kind == SourceKind.Object ? node.Members.Select(m => m.Name) : []]) is not { } reader)
            return [];
        return [.. node.Members.Select(m => KeyValuePair.Create(m.Name, reader.RequiredNumber(m.Name)))];
    }

    /// <summary>Reads an object whose property names are the ids of what it holds.</summary>
    private static List<T> Named<T>(ObjectReader root, string name, Func<SourceNode, string, string, T?> read) where T : class
    {
        var found = new List<T>();
        var node = root.Find(name);
        if (node is null)
            return found;
        if (node.Kind != SourceKind.Object)
        {
            root.Problem(name, "notAnObject");
            return found;
        }

        foreach (var member in node.Members)
        {
            root.CheckId(member.Name, member.Line, $"{name}.{member.Name}");
            if (read(member.Value, $"{name}.{member.Name}", member.Name) is { } value)
                found.Add(value);
        }

        return found;
    }
}
