namespace UtilityBilling.Metering.ReadFiles;

/// <summary>A record kind made ready for one file: its depth under other records, its fields, and how many came.</summary>
internal sealed class RecordKind(RecordLayout layout, int level, bool isParent)
{
    public RecordLayout Layout { get; } = layout;
    public int Level { get; } = level;
    public bool IsParent { get; } = isParent;
    public List<FieldReader> Fields { get; } = [.. layout.Fields.Select(f => new FieldReader(f))];
    public int Count { get; set; }
}

/// <summary>The record kinds of a layout, told apart by the id at the beginning of a line.</summary>
internal sealed class RecordKinds
{
    private readonly RecordKind[] _kinds;
    private readonly RecordKind? _only;

    public RecordKinds(ReadFileLayout layout)
    {
        _kinds = [.. layout.Records.Select(r => new RecordKind(r, LevelOf(r, layout), layout.Records.Any(c => c.Parent == r.Id)))];
        if (_kinds is [{ Layout.Id.Length: 0 } only])
            _only = only;
        HasHeader = layout.Records.Any(r => r.IsHeader);
        HasTrailer = layout.Records.Any(r => r.IsTrailer);
        var first = layout.Records.Where(r => !HasHeader || r.IsHeader).Select(r => r.Id);
        FirstIds = string.Join(", ", first);
    }

    public bool HasHeader { get; }
    public bool HasTrailer { get; }

    /// <summary>The ids with which a file of this layout may begin.</summary>
    public string FirstIds { get; }

    public int Total => _kinds.Sum(k => k.Count);

    public RecordKind? Of(ReadOnlySpan<char> line)
    {
        if (_only is not null)
            return _only;
        foreach (var kind in _kinds)
        {
            if (line.StartsWith(kind.Layout.Id, StringComparison.Ordinal))
                return kind;
        }

        return null;
    }

    public RecordKind? Find(string id) => Array.Find(_kinds, k => k.Layout.Id == id);

    /// <summary>The control totals that count from the last record of this kind on.</summary>
    public IEnumerable<ControlTotalRule> RulesSince(string id) => _kinds.SelectMany(k => k.Layout.Totals).Where(t => t.Since == id);

    /// <summary>The length of the record that begins with these characters; an unknown one is skipped by the commonest length.</summary>
    public int LengthAt(string beginning) => (Of(beginning) ?? _kinds[0]).Layout.Length;

    public Dictionary<string, int> Counts() => _kinds.ToDictionary(k => k.Layout.Id, k => k.Count, StringComparer.Ordinal);

    private static int LevelOf(RecordLayout record, ReadFileLayout layout)
    {
        var level = 0;
        for (var parent = record.Parent; parent is not null && level < 10; level++)
            parent = layout.Records.FirstOrDefault(r => r.Id == parent)?.Parent;
        return level;
    }
}

/// <summary>A record whose facts still hold, with a copy of its line.</summary>
internal sealed class OpenRecord
{
    private char[] _chars = new char[512];
    private int _length;

    public RecordKind Kind { get; private set; } = null!;
    public int Line { get; private set; }
    public ReadOnlySpan<char> Text => _chars.AsSpan(0, _length);

    /// <summary>The numeric position inside which the line ends: its digits may be lost, so the number cannot be trusted.</summary>
    public ReadFieldRule? CutField { get; private set; }

    public void Fill(RecordKind kind, ReadOnlySpan<char> line, int number)
    {
        if (_chars.Length < line.Length)
            _chars = new char[line.Length];
        line.CopyTo(_chars);
        _length = line.Length;
        Kind = kind;
        Line = number;
        CutField = null;
        foreach (var field in kind.Fields)
        {
            var isNumber = field.Rule.Field is ReadField.Reading or ReadField.FinalReading or ReadField.InitialReading;
            if (isNumber && _length >= field.Rule.Start && _length < field.Rule.End)
                CutField = field.Rule;
        }
    }

    public ReadOnlySpan<char> Slice(ReadFieldRule rule)
    {
        var start = rule.Start - 1;
        return start >= _length ? default : _chars.AsSpan(start, Math.Min(rule.Width, _length - start));
    }
}
