using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>Promise R4 is worth something only if an edge that is wrong by one unit is found, in whichever engine it is wrong.</summary>
public sealed class BrokenEdgeTests
{
    private const int AccountsOfATown = 400;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void R4_breaking_a_tier_edge_of_a_random_town_by_one_unit_is_found_among_its_accounts(bool breaksTheFirst)
    {
        // The first edge of a town is moved by one unit, for one of the engines only.
        var (broken, found) = (0, 0);
        for (var seed = 1; broken < 12; seed++)
        {
            var town = new RandomTariff(seed);
            if (Broken(town) is not { } documents)
                continue;
            broken++;
            var first = breaksTheFirst ? RandomTariff.Book(documents) : town.Book();
            var (second, random) = (new SecondEngine(breaksTheFirst ? town.Documents : documents), new Random(seed));
            found += Enumerable.Range(0, AccountsOfATown).Any(_ => Comparison.Difference(first, second, RandomAccount.Of(town, random), out var _) is not null) ? 1 : 0;
        }

        found.ShouldBeGreaterThanOrEqualTo(9); // a cap, an allowance, a limit or a coarse rounding may leave an edge to nobody
    }

    [Theory]
    [InlineData("\"allowance\": 5", "\"allowance\": 5.001", "6")]
    [InlineData("\"minimumQuantity\": 2", "\"minimumQuantity\": 2.001", "2")]
    [InlineData("\"maximumQuantity\": 40", "\"maximumQuantity\": 39.999", "40")]
    [InlineData("\"divideBy\": 3000", "\"divideBy\": 2999", "9")]          // 3000 / 3000 is 1, 3000 / 2999 any portion more: 2
    [InlineData("\"minimum\": 1 }", "\"minimum\": 2 }", "9")]
    [InlineData("\"fullFrom\": 61", "\"fullFrom\": 62", "9")]                // 61 days
    [InlineData("\"fullTo\": 61", "\"fullTo\": 60", "9")]
    [InlineData("\"cap\": 20", "\"cap\": 20.1", "30")]
    [InlineData("\"floor\": 3", "\"floor\": 3.1", "1")]
    [InlineData("\"minimumReads\": 2", "\"minimumReads\": 3", "9")]
    [InlineData("[\"people\", 3]", "[\"people\", 3.001]", "12")]                 // a counted end: 3 people × 3 = 9
    [InlineData("{ \"value\": 20 }", "{ \"value\": 19.999 }", "25")]
    [InlineData("[\"people\", \"days\", 0.01]", "[\"people\", \"days\", 0.011]", "12")] // a counted allowance
    [InlineData("\"from\": \"05-01\"", "\"from\": \"05-02\"", "9")]                   // the bill's date is 1 May
    [InlineData("\"to\": 3000, \"value\": 1 }, { \"from\": 3000", "\"to\": 2999, \"value\": 1 }, { \"from\": 2999", "9")]
    [InlineData("\"enrolledDays\": true", "\"enrolledDays\": false", "9")]
    public void R4_breaking_any_other_edge_by_one_unit_is_found(string text, string instead, string figure)
    {
        var document = Documents.Water(string.Join(',',
                Documents.Component("use", """ "kind": "usage", "minimumQuantity": 2, "maximumQuantity": 40, "allowance": 5, "price": 10 """),
                Documents.Component("least", """ "kind": "usage", "minimumQuantity": 2, "price": 10 """),
                Documents.Component("winter", """ "kind": "usage", "quantity": "winterAverage", "price": 10 """),
                Documents.Component("base", """ "kind": "fixed", "per": "bill", "price": 100 """),
                Documents.Component("budget", """ "kind": "usage", "tiers": [ { "from": 0, "to": { "product": ["people", 3] }, "price": 1 }, { "to": { "value": 20 }, "price": 300 }, { "price": 9 } ] """),
                Documents.Component("free", """ "kind": "usage", "allowance": { "product": ["people", "days", 0.01] }, "price": 10 """),
                Documents.Component("season", """ "kind": "fixed", "per": "bill", "price": { "bySeason": { "summer": 2, "*": 1 } } """),
                Documents.Component("area", """ "kind": "fixed", "per": "bill", "price": { "byRange": "area", "ranges": [ { "from": 0, "to": 3000, "value": 1 }, { "from": 3000, "value": 2 } ] } """),
                Documents.Component("off", """ "kind": "discount", "enrolment": "senior", "amount": 1, "per": "day", "of": ["water"], "enrolledDays": true """),
                Documents.Component("storm", """ "kind": "perUnit", "per": "bill", "price": 7, "count": { "fact": "area", "divideBy": 3000, "rounding": { "mode": "up", "decimals": 0 }, "minimum": 1 } """)),
            """ "winterAverage": { "minimumReads": 2, "rounding": { "mode": "halfUp", "decimals": 1 }, "default": 6, "floor": 3, "cap": 20 }, "proration": { "method": "days", "scale": ["fixed"], "standardDays": 70, "fullFrom": 61, "fullTo": 61 }, """).Replace("\"units\": {", """ "seasons": { "summer": { "label": { "en": "s", "es": "v" }, "from": "05-01", "through": "09-30" } }, "units": { """, StringComparison.Ordinal);
        document.ShouldContain(text);
        var usage = decimal.Parse(figure, CultureInfo.InvariantCulture);
        var input = Bill(usage, ("area", FactValue.Of(3000m)), ("people", FactValue.Of(3m)), ("winterUsage", FactValue.Of([usage, usage])));
        var first = new RatingBook([Documents.Compile(document)]);
        Comparison.Difference(first, new SecondEngine([document]), input, out _).ShouldBeNull();
        Comparison.Difference(first, new SecondEngine([document.Replace(text, instead, StringComparison.Ordinal)]), input, out _).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("0.1", 0.1)]
    [InlineData("0.001", 0.001)]
    public void R4_breaking_one_tier_edge_by_one_unit_is_found(string step, decimal unit)
    {
        // A fence of usages around one edge: only the usages beyond it cost something else.
        var document = Documents.Water(Documents.Component("use", """ "kind": "usage", "tiers": [ { "from": 0, "to": 10, "price": 1 }, { "from": 10, "to": 20, "price": 250 }, { "from": 20, "price": 9 } ] """));
        var moved = Text(10m + unit);
        var wrong = document.Replace("\"to\": 10,", $"\"to\": {moved},", StringComparison.Ordinal).Replace("\"from\": 10,", $"\"from\": {moved},", StringComparison.Ordinal);
        wrong.ShouldNotBe(document);
        var (first, second) = (new RatingBook([Documents.Compile(document)]), new SecondEngine([wrong]));
        bool Differs(decimal usage) => Comparison.Difference(first, second, Bill(usage), out _) is not null;

        step.ShouldBe(Text(unit));
        Differs(10m - unit).ShouldBeFalse();
        Differs(10m).ShouldBeFalse();
        Differs(10m + unit).ShouldBeTrue();
        Differs(25m).ShouldBeTrue();
        Comparison.Difference(first, new SecondEngine([document]), Bill(10m + unit), out _).ShouldBeNull();
    }

    private static RatingInput Bill(decimal usage, params (string Name, FactValue Value)[] facts) => new()
    {
        From = new(2026, 3, 1),
        To = new(2026, 5, 1),
        BillDate = new(2026, 5, 1),
        Agreements = [new RatingAgreement { Service = "water", Usage = usage, Discounts = [new Enrolled("senior", new(2026, 4, 30))] }],
        Facts = facts.ToDictionary(f => f.Name, f => f.Value),
    };

    private static string[]? Broken(RandomTariff town)
    {
        var documents = town.Documents.Select(d => JsonNode.Parse(d)!).ToArray();
        if (documents.Select(FirstTier).FirstOrDefault(f => f is not null) is not { } tier)
            return null;
        var moved = decimal.Parse(tier["to"]!.ToString(), CultureInfo.InvariantCulture) + 1m;
        var next = Next(tier)!;
        if (next["from"] is null || next["to"] is JsonObject)
            return null;
        if (next["to"] is { } end && decimal.Parse(end.ToString(), CultureInfo.InvariantCulture) <= moved)
            return null;
        (tier["to"], next["from"]) = (moved, moved);
        return [.. documents.Select(d => d.ToJsonString())];
    }

    private static JsonObject? Next(JsonObject tier) => tier.Parent is JsonArray tiers && tiers.IndexOf(tier) + 1 < tiers.Count ? tiers[tiers.IndexOf(tier) + 1] as JsonObject : null;

    /// <summary>A tier with an end that holds for everybody: in no table and under no condition.</summary>
    private static JsonObject? FirstTier(JsonNode? node) => node switch
    {
        JsonObject component when component["tiers"] is JsonArray { Count: > 1 } tiers && tiers[0]!["to"] is JsonValue && component["when"] is null => tiers[0] as JsonObject,
        JsonObject holder => holder.Select(p => FirstTier(p.Value)).FirstOrDefault(f => f is not null),
        JsonArray list => list.Select(FirstTier).FirstOrDefault(f => f is not null),
        _ => null,
    };

    private static string Text(decimal figure) => figure.ToString("0.######", CultureInfo.InvariantCulture);
}
