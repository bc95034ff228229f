using System.Globalization;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Reads one object of the file property by property: what is missing, of the wrong kind or not known is a problem with its line.</summary>
internal sealed class ObjectReader
{
    private const decimal LargestNumber = 1_000_000_000m;
    private const int LongestText = 400;

    private ObjectReader(SourceNode node, string path, ProblemList problems)
    {
        Node = node;
        Path = path;
        Problems = problems;
    }

    public SourceNode Node { get; }
    public string Path { get; }
    public ProblemList Problems { get; }

    /// <summary>Opens an object and refuses every property that is not among the names.</summary>
    public static ObjectReader? Open(SourceNode? node, string path, ProblemList problems, params ReadOnlySpan<string> names)
    {
        if (node is null)
            return null;
        if (node.Kind != SourceKind.Object)
        {
            problems.Add(node.Line, path, "notAnObject");
            return null;
        }

        foreach (var member in node.Members)
            if (!names.Contains(member.Name))
                problems.Add(member.Line, Join(path, member.Name), "unknownProperty", ("name", member.Name), ("allowed", string.Join(", ", names!)));
        return new ObjectReader(node, path, problems);
    }

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    public string At(string name) => Join(Path, name);

    public bool Has(string name) => Node.Find(name) is not null;

    public SourceNode? Find(string name) => Node.Find(name);

    public SourceNode? Required(string name)
    {
        var value = Node.Find(name);
        if (value is null)
            Problems.Add(Node.Line, At(name), "missing", ("name", name));
        return value;
    }

    public void Problem(string name, string code, params ReadOnlySpan<(string, string)> values) =>
        Problems.Add(Node.Find(name)?.Line ?? Node.Line, At(name), code, values);

    public string Text(string name) => TextOf(Required(name), At(name)) ?? "";

    public string? OptionalText(string name) => Find(name) is { } node ? TextOf(node, At(name)) : null;

    public string Id(string name)
    {
        var text = Text(name);
        if (text.Length > 0)
            CheckId(text, Find(name)!.Line, At(name));
        return text;
    }

    public void CheckId(string text, int line, string path)
    {
        var fits = text.Length is > 0 and <= 60 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        if (!fits)
            Problems.Add(line, path, "badId", ("value", text));
    }

    public bool? Boolean(string name)
    {
        var node = Find(name);
        if (node is null)
            return null;
        if (node.Kind == SourceKind.Boolean)
            return node.Text == "true";
        Problem(name, "notTrueOrFalse");
        return null;
    }

    public T Word<T>(string name, T otherwise, params ReadOnlySpan<(string Word, T Value)> words)
    {
        var node = Find(name);
        if (node is null)
            return otherwise;
        foreach (var (word, value) in words)
            if (node.Kind == SourceKind.Text && node.Text == word)
                return value;
        var allowed = new List<string>();
        foreach (var (word, _) in words)
            allowed.Add(word);
        Problem(name, "unknownWord", ("value", node.Text), ("allowed", string.Join(", ", allowed)));
        return otherwise;
    }

    public T RequiredWord<T>(string name, params ReadOnlySpan<(string Word, T Value)> words)
    {
        Required(name);
        return Word(name, words[0].Value, words);
    }

    /// <summary>A number that is not negative, with no more than six decimals, written as a JSON number or as text.</summary>
    public decimal? Number(string name) => Find(name) is { } node ? NumberOf(node, At(name)) : null;

    public decimal RequiredNumber(string name) => Required(name) is { } node ? NumberOf(node, At(name)) ?? 0m : 0m;

    public decimal? Positive(string name)
    {
        var number = Number(name);
        if (number is not 0m)
            return number;
        Problem(name, "notPositive");
        return null;
    }

    public int? Whole(string name, int least, int most)
    {
        var number = Number(name);
        if (number is null)
            return null;
        if (number == decimal.Truncate(number.Value) && number >= least && number <= most)
            return (int)number;
        Problem(name, "notInRange", ("least", least.ToString(CultureInfo.InvariantCulture)), ("most", most.ToString(CultureInfo.InvariantCulture)));
        return null;
    }

    public DateOnly Date(string name)
    {
        var text = Text(name);
        if (text.Length == 0)
            return default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Problem(name, "notADate", ("value", text));
        return default;
    }

    public decimal? NumberOf(SourceNode node, string path)
    {
        var isNumber = node.Kind is SourceKind.Number or SourceKind.Text;
        if (!isNumber || !decimal.TryParse(node.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Problems.Add(node.Line, path, "notANumber", ("value", node.Text));
            return null;
        }

        if (number < 0m)
            Problems.Add(node.Line, path, "negative", ("value", node.Text));
        else if (number > LargestNumber)
            Problems.Add(node.Line, path, "tooBig", ("value", node.Text));
        else if (decimal.Round(number, 6) != number)
            Problems.Add(node.Line, path, "tooManyDecimals", ("value", node.Text));
        else
            return number;
        return null;
    }

    public string? TextOf(SourceNode? node, string path)
    {
        if (node is null)
            return null;
        if (node.Kind != SourceKind.Text || string.IsNullOrWhiteSpace(node.Text) || node.Text.Length > LongestText)
        {
            Problems.Add(node.Line, path, "notText");
            return null;
        }

        return node.Text;
    }

    public List<SourceNode> Items(string name)
    {
        var node = Find(name);
        if (node is null)
            return [];
        if (node.Kind == SourceKind.List)
            return node.Items;
        Problem(name, "notAList");
        return [];
    }

    /// <summary>A list of words, each once.</summary>
    public List<string> Words(string name)
    {
        var words = new List<string>();
        foreach (var item in Items(name))
        {
            if (TextOf(item, At(name)) is not { } word)
                continue;
            if (words.Contains(word))
                Problems.Add(item.Line, At(name), "twice", ("value", word));
            else
                words.Add(word);
        }

        return words;
    }

    public BilingualText Label(string name)
    {
        var reader = Open(Required(name), At(name), Problems, "en", "es");
        return reader is null ? new BilingualText("", "") : new BilingualText(reader.Text("en"), reader.Text("es"));
    }
}
