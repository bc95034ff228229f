using System.Globalization;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>A document with what is asked of it over and over: its first day and its seasons, from a day of every year through another, maybe over the new year.</summary>
internal sealed class Ordinance
{
    private readonly (string Name, int From, int Through)[] _seasons;
    private readonly HashSet<string> _seasonal;

    public Ordinance(string json)
    {
        Paper = Paper.Read(json);
        Effective = DateOnly.Parse(Paper["effective"]!.Word, CultureInfo.InvariantCulture);
        _seasons = [.. (Paper["seasons"]?.Names ?? []).Select(name => (name, DayOfYear(Paper["seasons"]![name]!["from"]!), DayOfYear(Paper["seasons"]![name]!["through"]!)))];
        _seasonal = [.. (Paper["services"]?.Names ?? []).Where(name => Paper["services"]![name]!.Mentions("bySeason"))];
    }

    public Paper Paper { get; }

    public DateOnly Effective { get; }

    public string? SeasonOn(DateOnly date)
    {
        var day = date.Month * 100 + date.Day;
        foreach (var (name, from, through) in _seasons)
            if (from <= through ? day >= from && day <= through : day >= from || day <= through)
                return name;
        return null;
    }

    /// <summary>Whether anything of a service hangs on a season.</summary>
    public bool IsSeasonal(string service) => _seasonal.Contains(service);

    /// <summary>Whether a day is in another season than the day before.</summary>
    public bool TurnsOn(DateOnly date) => SeasonOn(date) != SeasonOn(date.AddDays(-1));

    /// <summary>The day on which the season of a day began for a service, or the ordinance itself.</summary>
    public DateOnly TurnBefore(string service, DateOnly date)
    {
        while (IsSeasonal(service) && date > Effective && !TurnsOn(date))
            date = date.AddDays(-1);
        return IsSeasonal(service) ? date : Effective;
    }

    private static int DayOfYear(Paper monthAndDay) => int.Parse(monthAndDay.Word.Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
