using System.Text.Json;
using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>The two engines side by side on one account.</summary>
internal static class Comparison
{
    /// <summary>What differs, in words, or nothing.</summary>
    public static string? Difference(RatingBook first, SecondEngine second, RatingInput input, out int count)
    {
        var rated = new List<RatedLine>();
        var refusal = first.Rate(input, rated)?.Reason;
        var (lines, other) = second.Rate(input);
        count = rated.Count;
        if (refusal != other)
            return $"refused: {refusal ?? "no"}, second engine: {other ?? "no"}";
        var same = rated.Count == lines.Count;
        for (var i = 0; same && i < rated.Count; i++)
            same = rated[i].Amount == lines[i].Amount && rated[i].Component == lines[i].Component && rated[i].Service == lines[i].Service && rated[i].Tariff == lines[i].Tariff && rated[i].From == lines[i].From && rated[i].To == lines[i].To;
        return same ? null : string.Join(Environment.NewLine,
        [
            "engine:", .. rated.Select(l => $"  {l.Tariff} {l.Service}.{l.Component} {l.From:yyyy-MM-dd}..{l.To:yyyy-MM-dd} {l.Amount} = {l.Explain("en")}"),
            "second engine:", .. lines.Select(l => $"  {l.Tariff} {l.Service}.{l.Component} {l.From:yyyy-MM-dd}..{l.To:yyyy-MM-dd} {l.Amount}"),
        ]);
    }

    /// <summary>Everything somebody needs to see a difference again.</summary>
    public static string Report(RandomTariff town, int account, RatingInput input, string difference) => $"""
        Town {town.Seed}, account {account}:
        {difference}
        Account: {JsonSerializer.Serialize(input)}
        Documents:
        {string.Join(Environment.NewLine, town.Documents)}
        """;
}
