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
        _seasonal = [.. Paper["services"]!.Names.Where(name => Paper["services"]![name]!["components"]!.Mentions("bySeason"))];
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

    /// <summary>Whether a day is in another season than the day before, and the service has prices by season.</summary>
    public bool TurnsOn(string service, DateOnly date) => _seasonal.Contains(service) && SeasonOn(date) != SeasonOn(date.AddDays(-1));

    private static int DayOfYear(Paper monthAndDay) => int.Parse(monthAndDay.Word.Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
