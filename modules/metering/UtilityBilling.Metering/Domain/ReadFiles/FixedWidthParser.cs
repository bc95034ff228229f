using System.Globalization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>
/// Reads fixed-width files of one or many record kinds. Facts of a record hold for those that stand under it (route, customer, meter) until the next of its
/// kind; records below a reading add to it. Short lines are blank-filled, files without line ends are cut by the records' own lengths.
/// </summary>
internal sealed class FixedWidthParser : IRecordParser
{
    private const int WrongLinesBeforeRefusal = 20;
    private readonly ReadFileLayout _layout;
    private readonly LineSource _source;
    private readonly ReadFileLog _log;
    private readonly ReadBuilder _builder;
    private readonly RecordKinds _kinds;
    private readonly ControlTotals _totals;
    private readonly List<OpenRecord> _open = [];
    private readonly Stack<OpenRecord> _spare = new();
    private OpenRecord? _reading;
    private bool _isAtEnd;
    private bool _sawTrailer;

    public FixedWidthParser(ReadFileLayout layout, ReadFileOptions options, LineSource source, ReadFileLog log)
    {
        _layout = layout;
        _source = source;
        _log = log;
        _builder = new ReadBuilder(layout, options);
        _kinds = new RecordKinds(layout);
        _totals = new ControlTotals(log, _kinds);
    }

    public IReadOnlyDictionary<string, int> RecordCounts => _kinds.Counts();

    public IReadOnlyList<string> Columns => [];

    public FileRead? TryRead()
    {
        while (!_isAtEnd && !_log.IsRefused)
        {
            if (!TryNext(out var line))
                return End();
            if (line.IsWhiteSpace())
                continue;
            var kind = _kinds.Of(line);
            var finished = kind is null ? null : FinishBefore(kind);
            if (kind is null)
                RejectUnknown(line);
            else
                Enter(kind, line);
            if (finished is not null)
                return finished;
        }

        return null;
    }

    private bool TryNext(out ReadOnlySpan<char> line) => _source.HasLineEnds
        ? _source.TryReadLine(out line)
        : _source.TryReadRecord(_kinds.LengthAt, out line);

    /// <summary>The open reading is complete once a record comes that does not stand under it.</summary>
    private FileRead? FinishBefore(RecordKind kind)
    {
        if (_reading is null || kind.Level > _reading.Kind.Level)
            return null;
        return Finish();
    }

    private FileRead? Finish()
    {
        var reading = _reading!;
        _reading = null;
        _builder.Begin(reading.Line);
        if (reading.CutField is { } cut)
            _builder.Reject(ReadFileProblemCodes.ReadingCutOff, ("Field", ReadBuilder.NameOf(cut)));
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            foreach (var field in _open[i].Kind.Fields)
                Set(field, _open[i].Slice(field.Rule));
        }

        var read = _builder.Build(reading.Text);
        if (read is null)
            Reject(_builder.Problem!);
        return read;
    }

    private void Set(FieldReader field, ReadOnlySpan<char> value)
    {
        if (field.Rule.Filled && value.IsWhiteSpace())
            _builder.Reject(ReadFileProblemCodes.NotFilled, ("Field", ReadBuilder.NameOf(field.Rule)));
        else
            _builder.Set(field, value);
    }

    private void Enter(RecordKind kind, ReadOnlySpan<char> line)
    {
        if (_source.HasLineEnds && line.Length != _source.LastLineBytes && _source.LastLineBytes == kind.Layout.Length)
            line = _source.LastLineByBytes();
        if (_kinds.Total == 0 && !kind.Layout.IsHeader && _kinds.HasHeader)
            RefuseFirst(line);
        if (kind.Layout.IsOutbound)
            _log.Add(ReadFileSeverity.FileRefused, ReadFileProblemCodes.OutboundFile, _source.Line, ("Record", kind.Layout.Id));
        if (_sawTrailer)
            _log.Add(ReadFileSeverity.FileInDoubt, ReadFileProblemCodes.AfterTrailer, _source.Line, ("Record", kind.Layout.Id));
        NoteOddities(kind, line);
        Close(kind);
        if (!HasParent(kind))
        {
            Reject(ReadFileProblem.Of(
                ReadFileSeverity.LineRejected, ReadFileProblemCodes.OutOfOrder, _source.Line, ("Record", kind.Layout.Id), ("Parent", kind.Layout.Parent!)));
            return;
        }

        kind.Count++;
        _totals.See(kind, line, _source.Line);
        _sawTrailer |= kind.Layout.IsTrailer;
        Open(kind, line);
    }

    private void Open(RecordKind kind, ReadOnlySpan<char> line)
    {
        if (kind.Fields.Count == 0 && !kind.IsParent && !kind.Layout.IsRead)
            return;
        var record = _spare.Count > 0 ? _spare.Pop() : new OpenRecord();
        record.Fill(kind, line, _source.Line);
        _open.Add(record);
        if (kind.Layout.IsRead)
            _reading = record;
    }

    /// <summary>Ends every record that does not stand above the new one; brothers that add to the same reading stay.</summary>
    private void Close(RecordKind kind)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var open = _open[i].Kind;
            var isBrotherUnderReading = _reading is not null && open.Level == kind.Level && open != kind && kind.Level > _reading.Kind.Level;
            if (open.Level < kind.Level || isBrotherUnderReading)
                continue;
            _spare.Push(_open[i]);
            _open.RemoveAt(i);
        }
    }

    private bool HasParent(RecordKind kind)
    {
        if (kind.Layout.Parent is null)
            return true;
        foreach (var record in _open)
        {
            if (record.Kind.Layout.Id == kind.Layout.Parent)
                return true;
        }

        return false;
    }

    private FileRead? End()
    {
        _isAtEnd = true;
        if (_source.Refusal is not null || _log.IsRefused)
            return null;
        var last = _reading is null ? null : Finish();
        if (_kinds.HasTrailer && !_sawTrailer)
            _log.Add(ReadFileSeverity.FileInDoubt, ReadFileProblemCodes.Truncated, _source.Line);
        _totals.End();
        return last;
    }

    private void NoteOddities(RecordKind kind, ReadOnlySpan<char> line)
    {
        if (_source.LastLineWasLatin)
            _log.Add(ReadFileSeverity.Note, ReadFileProblemCodes.NotUtf8, _source.Line);
        if (line.Length > kind.Layout.Length && !line[kind.Layout.Length..].IsWhiteSpace())
        {
            _log.Add(
                ReadFileSeverity.Note,
                ReadFileProblemCodes.LineLonger,
                _source.Line,
                ("Found", line.Length.ToString(CultureInfo.InvariantCulture)),
                ("Expected", kind.Layout.Length.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private void RejectUnknown(ReadOnlySpan<char> line)
    {
        if (_kinds.Total == 0)
            RefuseFirst(line);
        else
            Reject(ReadFileProblem.Of(ReadFileSeverity.LineRejected, ReadFileProblemCodes.UnknownRecord, _source.Line, ("Record", ReadBuilder.Shorten(line, 8))));
    }

    private void RefuseFirst(ReadOnlySpan<char> line) => _log.Add(
        ReadFileSeverity.FileRefused,
        ReadFileProblemCodes.WrongFirstRecord,
        _source.Line,
        ("Layout", _layout.Name),
        ("Expected", _kinds.FirstIds),
        ("Found", ReadBuilder.Shorten(line, 12)));

    private void Reject(ReadFileProblem problem)
    {
        _log.Add(problem);
        if (_log.Reads == 0 && _log.RejectedLines >= WrongLinesBeforeRefusal)
            _log.Add(ReadFileSeverity.FileRefused, ReadFileProblemCodes.NothingFits, _log.FirstRejected!.Line, ("Layout", _layout.Name), ("Reason", _log.FirstRejected.Code));
    }
}
