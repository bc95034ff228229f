using System.Text.Json;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>A tariff document as it stands on paper: names, lists and words, read without a thought about what they mean.</summary>
internal sealed class Paper
{
    private readonly Dictionary<string, Paper>? _fields;
    private Fraction? _figure;

    private Paper(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                Names = [.. json.EnumerateObject().Select(p => p.Name)];
                _fields = json.EnumerateObject().ToDictionary(p => p.Name, p => new Paper(p.Value), StringComparer.Ordinal);
                break;
            case JsonValueKind.Array:
                Items = [.. json.EnumerateArray().Select(e => new Paper(e))];
                break;
            case JsonValueKind.String:
                (Word, IsWord) = (json.GetString()!, true);
                break;
            default:
                Word = json.GetRawText();
                break;
        }
    }

    /// <summary>The names in an object, in their order.</summary>
    public List<string> Names { get; } = [];

    public List<Paper> Items { get; } = [];

    public string Word { get; } = "";

    /// <summary>Whether it stands in quotes.</summary>
    public bool IsWord { get; }

    public bool IsList => _fields is null && Word.Length == 0;

    public Fraction Figure => _figure ??= Fraction.Parse(Word);

    public Paper? this[string name] => _fields is { } fields && fields.TryGetValue(name, out var value) ? value : null;

    public static Paper Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new Paper(document.RootElement);
    }

    public bool Has(string name) => this[name] is not null;

    /// <summary>Whether a name stands anywhere in it.</summary>
    public bool Mentions(string name) => Has(name) || Items.Any(i => i.Mentions(name)) || Names.Any(n => this[n]!.Mentions(name));

    public bool Lists(string word) => Items.Any(i => i.Word == word);
}
