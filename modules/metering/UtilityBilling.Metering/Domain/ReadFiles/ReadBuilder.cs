using System.Globalization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>Gathers the fields of one read, first value counts, and turns them into a <see cref="FileRead"/> or a reason why the line is not taken.</summary>
internal sealed class ReadBuilder(ReadFileLayout layout, ReadFileOptions options)
{
    private readonly List<string> _troubles = [];
    private readonly List<(FieldReader Reader, string Raw)> _flags = [];
    private string? _account, _serial, _endpoint, _register, _route, _sequence, _unit, _method, _skip, _raw, _transmitted, _newSerial;
    private DateOnly? _date, _flagSince, _removedOn, _installedOn;
    private MeterFlag? _flagSinceOf;
    private TimeOnly? _time;
    private int? _dials, _decimals, _newDials, _newDecimals;
    private decimal? _multiplier, _final, _initial, _newMultiplier, _resolution;
    private bool _isEstimated, _isChangedOut;
    private int _line;

    /// <summary>Why the line is not taken; the first reason counts.</summary>
    public ReadFileProblem? Problem { get; private set; }

    public void Begin(int line)
    {
        _line = line;
        Problem = null;
        _troubles.Clear();
        _flags.Clear();
        _account = _serial = _endpoint = _register = _route = _sequence = _unit = _method = _skip = _raw = _transmitted = _newSerial = null;
        _date = _flagSince = _removedOn = _installedOn = null;
        _flagSinceOf = null;
        _time = null;
        _dials = _decimals = _newDials = _newDecimals = null;
        _multiplier = _final = _initial = _newMultiplier = _resolution = null;
        _isEstimated = _isChangedOut = false;
    }

    public void Set(FieldReader reader, ReadOnlySpan<char> text)
    {
        var value = text.Trim();
        if (value.IsEmpty)
            return;
        switch (reader.Rule.Field)
        {
            case ReadField.None: break;
            case ReadField.Account: _account ??= reader.Text(value); break;
            case ReadField.MeterSerial: _serial ??= reader.Text(value); break;
            case ReadField.EndpointId: _endpoint ??= reader.Text(value); break;
            case ReadField.RegisterNumber: _register ??= reader.Text(value); break;
            case ReadField.Route: _route ??= reader.Text(value); break;
            case ReadField.Sequence: _sequence ??= reader.Text(value); break;
            case ReadField.Unit: _unit ??= reader.Text(value); break;
            case ReadField.ReadMethod: _method ??= reader.Text(value); break;
            case ReadField.SkipCode: _skip ??= reader.Text(value); break;
            case ReadField.Reading: _raw ??= value.ToString(); break;
            case ReadField.RawReading: _transmitted ??= value.ToString(); break;
            case ReadField.NewMeterSerial: _newSerial ??= reader.Text(value); break;
            case ReadField.Estimated: _isEstimated |= reader.IsTrue(value); break;
            case ReadField.ChangedOut: _isChangedOut |= reader.IsTrue(value); break;
            case ReadField.TroubleCode: _troubles.Add(reader.Text(value)); break;
            case ReadField.Dials: SetCount(ref _dials, reader, value); break;
            case ReadField.Decimals: SetCount(ref _decimals, reader, value); break;
            case ReadField.NewDials: SetCount(ref _newDials, reader, value); break;
            case ReadField.NewDecimals: SetCount(ref _newDecimals, reader, value); break;
            case ReadField.Multiplier: SetNumber(ref _multiplier, reader, value); break;
            case ReadField.Resolution: SetNumber(ref _resolution, reader, value); break;
            case ReadField.NewMultiplier: SetNumber(ref _newMultiplier, reader, value); break;
            case ReadField.FinalReading: SetNumber(ref _final, reader, value); break;
            case ReadField.InitialReading: SetNumber(ref _initial, reader, value); break;
            case ReadField.Blank: Reject(ReadFileProblemCodes.NotBlank, reader, value); break;
            case ReadField.Flag: if (!reader.IsQuiet(value)) _flags.Add((reader, reader.Text(value))); break;
            default: SetDay(reader, value); break;
        }
    }

    public FileRead? Build(ReadOnlySpan<char> line)
    {
        if (Problem is not null)
            return null;
        var reading = ReadingOf();
        if (Problem is null && _account is null && _serial is null && _endpoint is null)
            Reject(ReadFileProblemCodes.NoMeter);
        if (Problem is null && reading is not null && _date is null)
            Reject(ReadFileProblemCodes.NoDate);
        if (Problem is not null)
            return null;
        return new FileRead
        {
            LineNumber = _line,
            RawLine = Shorten(line),
            Account = _account,
            MeterSerial = _serial,
            EndpointId = _endpoint,
            RegisterNumber = _register,
            Route = _route,
            Sequence = _sequence,
            Reading = reading,
            RawReading = reading is null ? null : _transmitted ?? _raw,
            Form = layout.Form,
            ReadDate = _date,
            ReadTime = _time,
            Dials = _dials,
            Decimals = _decimals ?? DecimalsOf(_resolution),
            Multiplier = _multiplier,
            Unit = _unit,
            ReadMethod = _method,
            IsEstimated = _isEstimated,
            SkipCode = _skip,
            TroubleCodes = _troubles.Count == 0 ? [] : [.. _troubles],
            Flags = _flags.Count == 0 ? [] : [.. _flags.Select(Raised)],
            ChangeOut = ChangeOutOf(),
        };
    }

    public void Reject(string code, params (string Name, string Value)[] data) =>
        Problem ??= ReadFileProblem.Of(ReadFileSeverity.LineRejected, code, _line, data);

    public void Reject(string code, FieldReader reader, ReadOnlySpan<char> value) =>
        Reject(code, ("Field", NameOf(reader.Rule)), ("Value", Shorten(value, 40)));

    public static string NameOf(ReadFieldRule rule) => rule.Start > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{rule.Name} ({rule.Start}-{rule.End})")
        : rule.Name;

    /// <summary>Text for a report: without the blanks at its end, and never long.</summary>
    public static string Shorten(ReadOnlySpan<char> text, int length = 200)
    {
        var trimmed = text.TrimEnd();
        return trimmed.Length <= length ? trimmed.ToString() : string.Concat(trimmed[..length], "…");
    }

    private RaisedFlag Raised((FieldReader Reader, string Raw) flag)
    {
        var kind = flag.Reader.Rule.Flag!.Value;
        return new RaisedFlag(kind, flag.Reader.Rule.Name, flag.Raw, _flagSinceOf == kind ? _flagSince : null);
    }

    private FileChangeOut? ChangeOutOf()
    {
        var isNew = _isChangedOut || _newSerial is not null || _removedOn is not null || _final is not null || _newDials is not null
            || _newDecimals is not null || _newMultiplier is not null;
        return isNew ? new FileChangeOut(_newSerial, _removedOn, _final, _installedOn, _initial, _newDials, _newDecimals, _newMultiplier) : null;
    }

    private decimal? ReadingOf()
    {
        if (_raw is null)
            return null;
        var style = layout.Form == ReadingForm.Digits ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
        if (_raw.Length > 15 || !decimal.TryParse(_raw, style, CultureInfo.InvariantCulture, out var value))
        {
            Reject(ReadFileProblemCodes.ReadingNotNumber, ("Value", Shorten(_raw, 40)));
            return null;
        }

        if (value == 0 && _skip is not null && layout.ZeroWithSkipIsMissing)
            return null;
        return layout.Form == ReadingForm.Digits && _decimals is > 0 ? value / PowerOfTen(_decimals.Value) : value;
    }

    private void SetDay(FieldReader reader, ReadOnlySpan<char> value)
    {
        if (!reader.TryDate(value, options.BusinessDate, out var date, out var time))
        {
            Reject(ReadFileProblemCodes.BadDate, reader, value);
            return;
        }

        switch (reader.Rule.Field)
        {
            case ReadField.ReadDate: _date ??= date; break;
            case ReadField.ReadTime: _time ??= time; break;
            case ReadField.RemovedOn: _removedOn ??= date; break;
            case ReadField.InstalledOn: _installedOn ??= date; break;
            case ReadField.FlagSince: (_flagSince, _flagSinceOf) = (date, reader.Rule.Flag); break;
            default: SetMoment(date, time); break;
        }
    }

    private void SetMoment(DateOnly? date, TimeOnly? time)
    {
        if (_date is not null)
            return;
        _date = date;
        _time = time;
    }

    private void SetCount(ref int? target, FieldReader reader, ReadOnlySpan<char> value)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 15)
            Reject(ReadFileProblemCodes.BadNumber, reader, value);
        else
            target ??= number;
    }

    private void SetNumber(ref decimal? target, FieldReader reader, ReadOnlySpan<char> value)
    {
        if (value.Length > 18 || !decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            Reject(ReadFileProblemCodes.BadNumber, reader, value);
        else
            target ??= number;
    }

    /// <summary>A resolution of 0.1 is one decimal; of 10 none, since a register cannot be finer than its last wheel.</summary>
    private static int? DecimalsOf(decimal? resolution)
    {
        for (var decimals = 0; resolution is not null && decimals <= 6; decimals++)
        {
            if (resolution * PowerOfTen(decimals) == 1)
                return decimals;
        }

        return null;
    }

    private static decimal PowerOfTen(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
