using System.Globalization;
using System.Text;

namespace UtilityBilling.Billing.Calendars;

/// <summary>One whole-day entry.</summary>
internal sealed record CalendarFileEntry(string Uid, DateOnly Day, string Summary);

/// <summary>An iCalendar file (RFC 5545): lines end with CRLF and are folded at 75 octets, texts are escaped, whole days end on the next.</summary>
internal static class CalendarFile
{
    private const int LongestLine = 75;

    public static string Write(string name, string host, DateTimeOffset madeAt, IReadOnlyList<CalendarFileEntry> entries)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, $"PRODID:-//UtilityBilling//{Escape(host)}//EN");
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, "METHOD:PUBLISH");
        Line(file, "X-WR-CALNAME:" + Escape(name));
        var stamp = madeAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        foreach (var entry in entries)
        {
            Line(file, "BEGIN:VEVENT");
            Line(file, "UID:" + Escape(entry.Uid));
            Line(file, "DTSTAMP:" + stamp);
            Line(file, "DTSTART;VALUE=DATE:" + Day(entry.Day));
            Line(file, "DTEND;VALUE=DATE:" + Day(entry.Day.AddDays(1)));
            Line(file, "SUMMARY:" + Escape(entry.Summary));
            Line(file, "TRANSP:TRANSPARENT");
            Line(file, "END:VEVENT");
        }
        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\n", StringComparison.Ordinal);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Octets count, not letters, and no letter is torn.</summary>
    private static void Line(StringBuilder file, string line)
    {
        var room = LongestLine;
        foreach (var letter in line.EnumerateRunes())
        {
            if (letter.Utf8SequenceLength > room)
            {
                file.Append("\r\n ");
                room = LongestLine - 1;
            }
            file.Append(letter.ToString());
            room -= letter.Utf8SequenceLength;
        }
        file.Append("\r\n");
    }
}
