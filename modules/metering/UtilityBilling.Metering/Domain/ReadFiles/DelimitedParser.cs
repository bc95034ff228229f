using System.Globalization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>
/// Reads files with named columns. The heading is looked for in the first ten lines and read by name, never by position; fields may be quoted,
/// with doubled quotes and line breaks inside. A line with fewer fields than the heading is not guessed at.
/// </summary>
internal sealed class DelimitedParser : IRecordParser
{
    private const int HeadingWithin = 10;
    private const int WrongLinesBeforeRefusal = 20;
    private const int MaxLinesInRecord = 20;
    private readonly ReadFileLayout _layout;
    private readonly LineSource _source;
    private readonly ReadFileLog _log;
    private readonly ReadBuilder _builder;
    private readonly DelimitedLine _fields = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal) { [""] = 0 };
    private FieldReader[]? _readers;
    private char _delimiter;
    private int _columns;
    private int _wrongLines;

    public DelimitedParser(ReadFileLayout layout, ReadFileOptions options, LineSource source, ReadFileLog log)
    {
        _layout = layout;
        _source = source;
        _log = log;
        _builder = new ReadBuilder(layout, options);
    }

    public IReadOnlyDictionary<string, int> RecordCounts => _counts;

    public IReadOnlyList<string> Columns => _readers is null ? [] : [.. _readers.Select(r => r.Rule.Name)];

    public FileRead? TryRead()
    {
        if (_readers is null && !ReadHeading())
            return null;
        while (!_log.IsRefused && TryNext(out var line, out var at))
        {
            _counts[""]++;
            if (Take(line, at) is { } read)
                return read;
        }

        return null;
    }

    /// <summary>The next line that is not blank, with the lines that belong to it by an open quote.</summary>
    private bool TryNext(out ReadOnlySpan<char> line, out int at)
    {
        at = 0;
        while (_source.TryReadLine(out line))
        {
            if (line.IsWhiteSpace())
                continue;
            at = _source.Line;
            NoteLatin(at);
            if (_fields.Split(line, _delimiter))
                return true;
            return Continue(ref line);
        }

        return false;
    }

    private bool Continue(ref ReadOnlySpan<char> line)
    {
        var text = line.ToString();
        for (var more = 1; more < MaxLinesInRecord && _source.TryReadLine(out var next); more++)
        {
            text = $"{text} {next}";
            if (!_fields.Split(text, _delimiter))
                continue;
            line = text;
            return true;
        }

        line = text;
        return _source.Refusal is null;
    }

    private FileRead? Take(ReadOnlySpan<char> line, int at)
    {
        _builder.Begin(at);
        if (_fields.HasOpenQuote)
            RejectOpenQuote(at);
        else if (_fields.Count != _columns && !HasOnlyBlanksTooMany())
            RejectCount(at);
        else
            SetFields();
        if (_builder.Build(line) is { } read)
            return read;
        _log.Add(_builder.Problem!);
        if (++_wrongLines >= WrongLinesBeforeRefusal && _log.Reads == 0)
            _log.Add(ReadFileSeverity.FileRefused, ReadFileProblemCodes.NothingFits, _log.FirstRejected!.Line, ("Layout", _layout.Name), ("Reason", _log.FirstRejected.Code));
        return null;
    }

    private void SetFields()
    {
        foreach (var reader in _readers!)
            _builder.Set(reader, _fields[reader.Column]);
    }

    private bool HasOnlyBlanksTooMany()
    {
        for (var i = _columns; i < _fields.Count; i++)
        {
            if (!_fields[i].IsWhiteSpace())
                return false;
        }

        return _fields.Count > _columns;
    }

    /// <summary>An open quote swallows the lines after it, so the whole file is in doubt and not this line alone.</summary>
    private void RejectOpenQuote(int at)
    {
        _log.Add(ReadFileSeverity.FileInDoubt, ReadFileProblemCodes.Truncated, at);
        _builder.Reject(ReadFileProblemCodes.OpenQuote, ("Last", Number(_source.Line)));
    }

    private void RejectCount(int at)
    {
        if (_source.LastLineIsOpen && _fields.Count < _columns)
            _log.Add(ReadFileSeverity.FileInDoubt, ReadFileProblemCodes.Truncated, at);
        _builder.Reject(ReadFileProblemCodes.ColumnCount, ("Found", Number(_fields.Count)), ("Expected", Number(_columns)));
    }

    private bool ReadHeading()
    {
        List<string>? lacking = null;
        while (_source.Line < HeadingWithin && _source.TryReadLine(out var line))
        {
            if (line.IsWhiteSpace())
                continue;
            var missing = TryHeading(line);
            if (missing.Count == 0 || _log.IsRefused)
                return !_log.IsRefused;
            if (lacking is null || missing.Count < lacking.Count)
                lacking = missing;
        }

        if (lacking is not null && _source.Refusal is null)
            _log.Add(ReadFileSeverity.FileRefused, ReadFileProblemCodes.MissingColumns, 1, ("Layout", _layout.Name), ("Columns", string.Join(", ", lacking)));
        return false;
    }

    /// <summary>Takes the line as heading by the separator that finds most columns; gives the required columns that it lacks.</summary>
    private List<string> TryHeading(ReadOnlySpan<char> line)
    {
        var best = HeadingMatch.None(_layout);
        foreach (var delimiter in _layout.Delimiters)
        {
            if (!_fields.Split(line, delimiter[0]))
                continue;
            var match = HeadingMatch.Of(_layout, _fields);
            if (match.Readers.Count <= best.Readers.Count)
                continue;
            best = match;
            _delimiter = delimiter[0];
            _columns = _fields.Count;
        }

        if (best.Lacking.Count > 0)
            return best.Lacking;
        if (best.Twice is { } twice)
            _log.Add(ReadFileSeverity.FileRefused, ReadFileProblemCodes.DuplicateColumn, _source.Line, ("Column", twice));
        _readers = [.. best.Readers];
        return [];
    }

    private void NoteLatin(int at)
    {
        if (_source.LastLineWasLatin)
            _log.Add(ReadFileSeverity.Note, ReadFileProblemCodes.NotUtf8, at);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
