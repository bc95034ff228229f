using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UtilityBilling.Billing.Calendars;

/// <summary>One rule of the list from which holidays are proposed: a fixed date, or the nth weekday of a month (counted from its end when negative).</summary>
internal sealed record HolidayRule(string En, string Es, int Month, int? Day = null, DayOfWeek? Weekday = null, int Nth = 1, int Since = 0)
{
    /// <summary>The day itself, before any thought of weekends.</summary>
    public DateOnly On(int year)
    {
        if (Day is { } day)
            return new DateOnly(year, Month, day);
        var first = Nth > 0 ? new DateOnly(year, Month, 1) : new DateOnly(year, Month, DateTime.DaysInMonth(year, Month)).AddDays(-6);
        var found = first.AddDays(((int)Weekday!.Value - (int)first.DayOfWeek + 7) % 7);
        return found.AddDays(7 * (Nth > 0 ? Nth - 1 : Nth + 1));
    }
}

/// <summary>
/// The federal holidays of a year, for the town to take over and to correct. Offices keep a Saturday's holiday on the Friday and a Sunday's on the Monday; banks keep a
/// Sunday's on the Monday and lose no Friday to a Saturday's.
/// </summary>
internal sealed record HolidayProposal(IReadOnlyDictionary<HolidayList, IReadOnlyDictionary<DayOfWeek, int>> Observed, string MovedEn, string MovedEs, IReadOnlyList<HolidayRule> Holidays)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static HolidayProposal Federal { get; } = Load();

    /// <summary>What the list observes in the year; the next year's first day may fall into its last.</summary>
    public IEnumerable<HolidayInput> Year(int year, HolidayList list) =>
        from at in new[] { year, year + 1 }
        from rule in Holidays
        where at >= rule.Since
        let day = rule.On(at)
        let kept = day.AddDays(Observed[list].GetValueOrDefault(day.DayOfWeek))
        where kept.Year == year
        orderby kept
        select kept == day ? new HolidayInput(list, kept, rule.En, rule.Es) : new HolidayInput(list, kept, Moved(MovedEn, rule.En), Moved(MovedEs, rule.Es));

    private static string Moved(string text, string name) => string.Format(CultureInfo.InvariantCulture, text, name);

    private static HolidayProposal Load()
    {
        var assembly = typeof(HolidayProposal).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(".federal-holidays.json", StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<HolidayProposal>(stream, Options)!;
    }
}
