using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>
/// Cuts a stream of bytes into lines (or, where a file has no line ends, into records of known length) with bounded memory, hashing every byte on the way.
/// Refuses what is no text or too large; then <see cref="Refusal"/> says why and no further line comes.
/// </summary>
internal sealed class LineSource : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private readonly Stream _stream;
    private readonly ReadFileOptions _options;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer;
    private char[] _chars;
    private int _start;
    private int _end;
    private int _lastStart;
    private bool _isAtEnd;
    private bool _isFinished;

    public LineSource(Stream stream, ReadFileOptions options)
    {
        _stream = stream;
        _options = options;
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(128 * 1024, options.MaxLineBytes + 4096));
        _chars = ArrayPool<char>.Shared.Rent(4096);
        if (stream.CanSeek && stream.Length - stream.Position > options.MaxBytes)
            RefuseSize(stream.Length - stream.Position);
        else
            Open();
    }

    public ReadFileProblem? Refusal { get; private set; }
    public long Bytes { get; private set; }
    public int Line { get; private set; }

    /// <summary>False when the whole first part of the file has no line end: then records follow each other without any.</summary>
    public bool HasLineEnds { get; private set; }

    /// <summary>The last line handed out was ended by the file's end and not by a line end.</summary>
    public bool LastLineIsOpen { get; private set; }

    /// <summary>The last line was not UTF-8 and was read as a Western single-byte text.</summary>
    public bool LastLineWasLatin { get; private set; }

    public string? Sha256 { get; private set; }

    /// <summary>Bytes in the last line; more than its characters when it held accents in UTF-8.</summary>
    public int LastLineBytes { get; private set; }

    public bool TryReadLine(out ReadOnlySpan<char> line)
    {
        line = default;
        var searched = 0;
        while (Refusal is null && !_isFinished)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var at = rest[searched..].IndexOfAny((byte)'\n', (byte)'\r');
            if (at >= 0 && (rest[searched + at] == '\n' || searched + at + 1 < rest.Length || _isAtEnd))
                return TakeLine(rest, searched + at, out line);
            if (rest.Length > _options.MaxLineBytes)
                return RefuseLine();
            searched = at >= 0 ? searched + at : rest.Length;
            if (_isAtEnd)
                return TakeLast(rest.Length, out line);
            Fill();
        }

        return false;
    }

    /// <summary>The next record of a file without line ends: the length is asked for once its first characters are known.</summary>
    public bool TryReadRecord(Func<string, int> lengthOf, out ReadOnlySpan<char> record)
    {
        record = default;
        while (_end - _start < 4096 && !_isAtEnd && Refusal is null)
            Fill();
        SkipLineEnds();
        if (Refusal is not null || _isFinished || _end == _start)
            return Finish();
        var length = lengthOf(Encoding.Latin1.GetString(_buffer, _start, Math.Min(16, _end - _start)));
        Line++;
        LastLineIsOpen = _end - _start < length;
        var take = Math.Min(length, _end - _start);
        record = Encoding.Latin1.GetString(_buffer, _start, take);
        _start += take;
        return true;
    }

    /// <summary>The last line with one character for each byte: a maker that fills its columns by bytes means this.</summary>
    public ReadOnlySpan<char> LastLineByBytes() => _chars.AsSpan(0, Encoding.Latin1.GetChars(_buffer.AsSpan(_lastStart, LastLineBytes), _chars));

    public ReadOnlySpan<byte> Peek() => _buffer.AsSpan(_start, _end - _start);

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            ArrayPool<char>.Shared.Return(_chars);
        }

        _buffer = [];
        _chars = [];
        _hash.Dispose();
    }

    private void Open()
    {
        while (_end < 64 * 1024 && !_isAtEnd && Refusal is null)
            Fill();
        if (Refusal is not null)
            return;
        var head = Peek();
        if (head.StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
            _start = 3;
        HasLineEnds = Peek().IndexOfAny((byte)'\n', (byte)'\r') >= 0;
    }

    private bool TakeLine(ReadOnlySpan<byte> rest, int length, out ReadOnlySpan<char> line)
    {
        line = default;
        if (length > _options.MaxLineBytes)
            return RefuseLine();
        var isPair = rest[length] == '\r' && length + 1 < rest.Length && rest[length + 1] == '\n';
        _lastStart = _start;
        _start += length + (isPair ? 2 : 1);
        LastLineIsOpen = false;
        line = Decode(rest[..length]);
        Line++;
        return true;
    }

    private bool TakeLast(int length, out ReadOnlySpan<char> line)
    {
        line = default;
        var rest = _buffer.AsSpan(_start, length);
        _lastStart = _start;
        _start = _end;
        if (rest.Trim((byte)0x1A).IsEmpty) // an old end-of-file mark is no line
            return Finish();
        LastLineIsOpen = true;
        line = Decode(rest);
        Line++;
        return true;
    }

    private bool Finish()
    {
        if (Refusal is null && !_isFinished)
            Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        _isFinished = true;
        return false;
    }

    private void SkipLineEnds()
    {
        while (_start < _end && _buffer[_start] is (byte)'\n' or (byte)'\r' or 0x1A)
            _start++;
    }

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> bytes)
    {
        if (_chars.Length < bytes.Length)
        {
            ArrayPool<char>.Shared.Return(_chars);
            _chars = ArrayPool<char>.Shared.Rent(bytes.Length);
        }

        LastLineBytes = bytes.Length;
        LastLineWasLatin = false;
        if (Ascii.IsValid(bytes))
            return _chars.AsSpan(0, Encoding.Latin1.GetChars(bytes, _chars));
        try
        {
            return _chars.AsSpan(0, StrictUtf8.GetChars(bytes, _chars));
        }
        catch (DecoderFallbackException)
        {
            LastLineWasLatin = true;
            return _chars.AsSpan(0, Encoding.Latin1.GetChars(bytes, _chars));
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        if (read == 0)
        {
            _isAtEnd = true;
            return;
        }

        var fresh = _buffer.AsSpan(_end, read);
        if (Bytes == 0 && SignatureProblem(fresh) is { } problem)
        {
            Refusal = problem;
            return;
        }

        _hash.AppendData(fresh);
        Bytes += read;
        _end += read;
        if (Bytes > _options.MaxBytes)
            RefuseSize(Bytes);
        else if (fresh.IndexOf((byte)0) is var zero and >= 0)
            Refusal = ReadFileProblem.Of(ReadFileSeverity.FileRefused, ReadFileProblemCodes.Binary, Line + 1 + LineEnds(_buffer.AsSpan(_start, _end - read + zero - _start)));
    }

    /// <summary>Lines that are in the buffer but not taken yet.</summary>
    private static int LineEnds(ReadOnlySpan<byte> bytes) => bytes.Contains((byte)'\n') ? bytes.Count((byte)'\n') : bytes.Count((byte)'\r');

    private static ReadFileProblem? SignatureProblem(ReadOnlySpan<byte> head)
    {
        var code =
            head.StartsWith("PK\x03\x04"u8) || head.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0]) ? ReadFileProblemCodes.Spreadsheet
            : head.StartsWith("%PDF-"u8) ? ReadFileProblemCodes.Pdf
            : head.StartsWith((byte[])[0xFF, 0xFE]) || head.StartsWith((byte[])[0xFE, 0xFF]) ? ReadFileProblemCodes.Utf16
            : null;
        return code is null ? null : ReadFileProblem.Of(ReadFileSeverity.FileRefused, code, 0);
    }

    private void RefuseSize(long bytes) => Refusal = ReadFileProblem.Of(
        ReadFileSeverity.FileRefused,
        ReadFileProblemCodes.TooLarge,
        0,
        ("SizeMB", MegaBytes(bytes)),
        ("LimitMB", MegaBytes(_options.MaxBytes)));

    private bool RefuseLine()
    {
        Refusal = ReadFileProblem.Of(
            ReadFileSeverity.FileRefused,
            ReadFileProblemCodes.LineTooLong,
            Line + 1,
            ("Limit", _options.MaxLineBytes.ToString("N0", CultureInfo.InvariantCulture)));
        return false;
    }

    private static string MegaBytes(long bytes) => (bytes / 1048576m).ToString("0.#", CultureInfo.InvariantCulture);
}
