namespace UtilityBilling.Metering.ReadFiles;

/// <summary>
/// A meter-read file being read by a layout, one read at a time, in bounded memory. Enumerate <see cref="Reads"/> once to its end, then ask
/// <see cref="Summary"/>. Nothing is thrown for bad input: what is wrong stands in the summary, with line and reason.
/// </summary>
public sealed class MeterReadFile : IDisposable
{
    private readonly ReadFileLayout _layout;
    private readonly LineSource _source;
    private readonly ReadFileLog _log;
    private readonly IRecordParser _parser;
    private bool _isStarted;
    private bool _isRead;

    public MeterReadFile(Stream stream, ReadFileLayout layout, ReadFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(layout);
        var limits = options ?? new ReadFileOptions();
        _layout = layout;
        _log = new ReadFileLog(limits);
        _source = new LineSource(stream, limits);
        _parser = layout.Kind == ReadFileKind.Delimited
            ? new DelimitedParser(layout, limits, _source, _log)
            : new FixedWidthParser(layout, limits, _source, _log);
    }

    /// <summary>The reads in file order; lines that cannot be taken are left out and stand in the summary.</summary>
    public IEnumerable<FileRead> Reads()
    {
        if (_isStarted)
            throw new InvalidOperationException("A read file is read once, from its beginning to its end.");
        _isStarted = true;
        while (_parser.TryRead() is { } read)
        {
            _log.Count(read);
            yield return read;
        }

        Close();
    }

    /// <summary>What the file held: known once all reads were taken from it.</summary>
    public ReadFileSummary Summary => _isRead
        ? Summarize()
        : throw new InvalidOperationException("The summary of a read file is known once it has been read to its end.");

    public void Dispose() => _source.Dispose();

    private void Close()
    {
        if (_source.Refusal is { } refusal)
            _log.Add(refusal);
        else if (!_log.IsRefused && _source.Bytes == 0)
            _log.Add(ReadFileSeverity.FileRefused, ReadFileProblemCodes.Empty, 0);
        else if (!_log.IsRefused && _log.Reads == 0)
            RefuseWithoutReads();
        _isRead = true;
    }

    private void RefuseWithoutReads()
    {
        if (_log.FirstRejected is { } first)
            _log.Add(ReadFileSeverity.FileRefused, ReadFileProblemCodes.NothingFits, first.Line, ("Layout", _layout.Name), ("Reason", first.Code));
        else
            _log.Add(ReadFileSeverity.FileRefused, ReadFileProblemCodes.NoReads, 0, ("Layout", _layout.Name));
    }

    private ReadFileSummary Summarize() => new()
    {
        Layout = _layout.Name,
        Bytes = _source.Bytes,
        Lines = _source.Line,
        Reads = _log.Reads,
        Missing = _log.Missing,
        RejectedLines = _log.RejectedLines,
        Sha256 = _log.IsRefused ? null : _source.Sha256,
        ContentKey = _log.IsRefused ? null : _log.ContentKey(),
        Records = _parser.RecordCounts,
        Columns = _parser.Columns,
        ControlTotals = _log.Totals,
        Problems = _log.Problems(),
        ProblemCount = _log.ProblemCount,
    };
}

/// <summary>Turns lines into reads by one kind of layout.</summary>
internal interface IRecordParser
{
    IReadOnlyDictionary<string, int> RecordCounts { get; }

    /// <summary>The columns that the heading and the layout have in common; empty for fixed positions.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The next read, or null at the end or once the file is refused.</summary>
    FileRead? TryRead();
}
