namespace UtilityBilling.Metering.ReadFiles;

/// <summary>Splits one line at a separator, quotes and doubled quotes understood, into a buffer that is used again for every line.</summary>
internal sealed class DelimitedLine
{
    private char[] _text = new char[1024];
    private (int Start, int Length)[] _fields = new (int, int)[64];

    public int Count { get; private set; }
    public bool HasOpenQuote { get; private set; }
    public ReadOnlySpan<char> this[int index] => _text.AsSpan(_fields[index].Start, _fields[index].Length);

    /// <summary>False when a quote stays open at the end: the record goes on in the next line.</summary>
    public bool Split(ReadOnlySpan<char> line, char delimiter)
    {
        Count = 0;
        HasOpenQuote = false;
        if (_text.Length < line.Length)
            _text = new char[line.Length * 2];
        var at = 0;
        var written = 0;
        do
        {
            var start = written;
            if (at < line.Length && line[at] == '"')
                at = TakeQuoted(line, at + 1, delimiter, ref written);
            else
                at = TakePlain(line, at, delimiter, ref written);
            Add(start, written - start);
        }
        while (at <= line.Length);

        return !HasOpenQuote;
    }

    private int TakePlain(ReadOnlySpan<char> line, int at, char delimiter, ref int written)
    {
        var rest = line[at..];
        var length = rest.IndexOf(delimiter);
        if (length < 0)
            length = rest.Length;
        rest[..length].CopyTo(_text.AsSpan(written));
        written += length;
        return at + length + 1;
    }

    private int TakeQuoted(ReadOnlySpan<char> line, int at, char delimiter, ref int written)
    {
        while (true)
        {
            var length = line[at..].IndexOf('"');
            if (length < 0)
            {
                HasOpenQuote = true;
                return TakePlain(line, at, '\n', ref written);
            }

            line.Slice(at, length).CopyTo(_text.AsSpan(written));
            written += length;
            at += length + 1;
            if (at >= line.Length || line[at] != '"')
                return TakePlain(line, at, delimiter, ref written); // what stands between the closing quote and the separator is kept
            _text[written++] = '"';
            at++;
        }
    }

    private void Add(int start, int length)
    {
        if (Count == _fields.Length)
            Array.Resize(ref _fields, Count * 2);
        _fields[Count++] = (start, length);
    }
}
