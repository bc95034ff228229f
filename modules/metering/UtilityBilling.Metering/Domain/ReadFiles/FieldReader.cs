using System.Globalization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>A layout's rule made ready for one file: compiled date patterns, and the last text, since codes and units repeat from line to line.</summary>
internal sealed class FieldReader
{
    private readonly DateMask[] _masks;
    private string _lastText = "";

    public FieldReader(ReadFieldRule rule, int column = -1)
    {
        Rule = rule;
        Column = column;
        _masks = [.. rule.Masks.Select(m => new DateMask(m))];
    }

    public ReadFieldRule Rule { get; }
    public int Column { get; }

    public string Text(ReadOnlySpan<char> value)
    {
        if (!value.SequenceEqual(_lastText))
            _lastText = value.ToString();
        return _lastText;
    }

    public bool TryDate(ReadOnlySpan<char> value, DateOnly? business, out DateOnly? date, out TimeOnly? time)
    {
        foreach (var mask in _masks)
        {
            if (mask.TryRead(value, business, out date, out time))
                return true;
        }

        date = null;
        time = null;
        return false;
    }

    public bool IsTrue(ReadOnlySpan<char> value)
    {
        foreach (var yes in Rule.TrueWhen)
        {
            if (value.Equals(yes, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    public bool IsQuiet(ReadOnlySpan<char> value)
    {
        foreach (var quiet in Rule.QuietWhen)
        {
            if (value.Equals(quiet, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number == 0;
    }
}
