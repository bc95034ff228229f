using System.Globalization;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Reads the seasons of a document. No day may be in two of them.</summary>
internal static class SeasonReader
{
    // A leap year: every day of every year is among its days.
    private const int LeapYear = 2024;

    public static TariffSeason? Read(SourceNode node, string path, string id, ProblemList problems)
    {
        var reader = ObjectReader.Open(node, path, problems, "label", "from", "through");
        return reader is null ? null : new TariffSeason(id, reader.Label("label"), DayOf(reader, "from"), DayOf(reader, "through"));
    }

    public static void Check(IReadOnlyList<TariffSeason> seasons, ObjectReader root)
    {
        foreach (var day in Days())
            if (seasons.Where(s => s.Holds(day)).Take(2).ToList() is [var one, var other])
            {
                root.Problem("seasons", "seasonOverlap", ("one", one.Id), ("other", other.Id), ("day", new YearDay(day.Month, day.Day).ToString()));
                return;
            }
    }

    /// <summary>Whether every day of the year is in a season.</summary>
    public static bool CoverTheYear(IReadOnlyList<TariffSeason> seasons) => Days().All(day => seasons.Any(s => s.Holds(day)));

    private static IEnumerable<DateOnly> Days() => Enumerable.Range(0, 366).Select(new DateOnly(LeapYear, 1, 1).AddDays);

    private static YearDay DayOf(ObjectReader reader, string name)
    {
        var text = reader.Text(name);
        if (DateOnly.TryParseExact($"{LeapYear}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new YearDay(day.Month, day.Day);
        if (text.Length > 0)
            reader.Problem(name, "notAYearDay", ("value", text));
        return new YearDay(1, 1);
    }
}
