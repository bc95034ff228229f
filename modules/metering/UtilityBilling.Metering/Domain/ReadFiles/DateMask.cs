using System.Globalization;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>A date or time pattern of a layout, made ready once. Patterns of fixed width are read by position, the rest by the framework's exact parser.</summary>
internal sealed class DateMask
{
    private readonly string _mask;
    private readonly bool _isSimple;
    private readonly int _year, _yearWidth, _month, _day, _hour, _minute, _second;

    public DateMask(string mask)
    {
        _mask = mask;
        _year = mask.IndexOf("yyyy", StringComparison.Ordinal);
        _yearWidth = _year >= 0 ? 4 : 2;
        if (_year < 0)
            _year = mask.IndexOf("yy", StringComparison.Ordinal);
        _month = mask.IndexOf("MM", StringComparison.Ordinal);
        _day = mask.IndexOf("dd", StringComparison.Ordinal);
        _hour = mask.IndexOf("HH", StringComparison.Ordinal);
        _minute = mask.IndexOf("mm", StringComparison.Ordinal);
        _second = mask.IndexOf("ss", StringComparison.Ordinal);
        var tokens = (_year >= 0 ? _yearWidth : 0) + (2 * new[] { _month, _day, _hour, _minute, _second }.Count(p => p >= 0));
        _isSimple = mask.Count(char.IsLetter) - mask.Count(c => c == 'T') == tokens;
    }

    /// <summary>Dates without a year take the latest year in which the day is not after <paramref name="business"/> and one day.</summary>
    public bool TryRead(ReadOnlySpan<char> text, DateOnly? business, out DateOnly? date, out TimeOnly? time)
    {
        date = null;
        time = null;
        return _isSimple ? TryReadByPosition(text, business, ref date, ref time) : TryReadExactly(text, ref date, ref time);
    }

    private bool TryReadByPosition(ReadOnlySpan<char> text, DateOnly? business, ref DateOnly? date, ref TimeOnly? time)
    {
        if (text.Length != _mask.Length || !LiteralsAgree(text))
            return false;
        int month = 0, day = 0, hour = 0, minute = 0, second = 0, year = 0;
        var isRead = Number(text, _month, 2, ref month) && Number(text, _day, 2, ref day) && Number(text, _hour, 2, ref hour)
            && Number(text, _minute, 2, ref minute) && Number(text, _second, 2, ref second) && Number(text, _year, _yearWidth, ref year);
        if (!isRead || hour > 23 || minute > 59 || second > 59)
            return false;
        if (_hour >= 0)
            time = new TimeOnly(hour, minute, second);
        return _month < 0 || TryDate(year, month, day, business, ref date);
    }

    private bool TryDate(int year, int month, int day, DateOnly? business, ref DateOnly? date)
    {
        if (_year < 0)
        {
            if (business is not { } today)
                return false;
            year = today.Year;
            if (IsDay(year, month, day) && new DateOnly(year, month, day) > today.AddDays(1))
                year--;
        }
        else if (_yearWidth == 2)
        {
            year += 2000;
        }

        if (!IsDay(year, month, day))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static bool IsDay(int year, int month, int day) =>
        year is >= 1900 and <= 2999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private bool LiteralsAgree(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < _mask.Length; i++)
        {
            var isLiteral = !char.IsLetter(_mask[i]) || _mask[i] == 'T';
            if (isLiteral && text[i] != _mask[i])
                return false;
        }

        return true;
    }

    private static bool Number(ReadOnlySpan<char> text, int at, int width, ref int value)
    {
        if (at < 0)
            return true;
        for (var i = at; i < at + width; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return false;
            value = (value * 10) + (text[i] - '0');
        }

        return true;
    }

    private bool TryReadExactly(ReadOnlySpan<char> text, ref DateOnly? date, ref TimeOnly? time)
    {
        // The reading's own wall clock counts: an offset is read and left aside, never converted.
        if (!DateTimeOffset.TryParseExact(text, _mask, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return false;
        if (_mask.Contains('d', StringComparison.Ordinal))
            date = DateOnly.FromDateTime(moment.DateTime);
        if (_mask.Contains('m', StringComparison.Ordinal))
            time = TimeOnly.FromDateTime(moment.DateTime);
        return true;
    }
}
