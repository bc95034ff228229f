using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>Promise R4: an engine written apart from the first, from docs/tariffs.md alone, comes to the same cent.</summary>
public sealed class SecondEngineTests
{
    private const int Towns = 250;
    private const int AccountsOfATown = 400;

    [Fact]
    public void R4_both_engines_agree_to_the_cent_on_100_000_random_accounts()
    {
        var differences = new ConcurrentBag<string>();
        var (rated, refused) = (0, 0);
        Parallel.For(1, Towns + 1, seed =>
        {
            var town = new RandomTariff(seed);
            var (first, second, random) = (town.Book(), new SecondEngine(town.Documents), new Random(seed));
            for (var account = 0; account < AccountsOfATown && differences.IsEmpty; account++)
            {
                var input = RandomAccount.Of(town, random);
                if (Comparison.Difference(first, second, input, out var lines) is { } difference)
                    differences.Add(Comparison.Report(town, account, input, difference));
                Interlocked.Add(ref lines > 0 ? ref rated : ref refused, 1);
            }
        });
        differences.ShouldBeEmpty();
        (rated + refused).ShouldBe(100_000);
        rated.ShouldBeGreaterThan(95_000); // the rest miss a fact, and both engines say so
    }

    [Fact]
    public void R4_breaking_a_tier_edge_of_a_random_town_by_one_unit_is_found_among_its_accounts()
    {
        // The first edge of a town is moved by one unit, for the second engine only.
        var (broken, found) = (0, 0);
        for (var seed = 1; broken < 12; seed++)
        {
            var town = new RandomTariff(seed);
            if (Broken(town) is not { } documents)
                continue;
            broken++;
            var (first, second, random) = (town.Book(), new SecondEngine(documents), new Random(seed));
            found += Enumerable.Range(0, AccountsOfATown).Any(_ => Comparison.Difference(first, second, RandomAccount.Of(town, random), out _) is not null) ? 1 : 0;
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
    public void R4_breaking_any_other_edge_by_one_unit_is_found(string text, string instead, string figure)
    {
        var document = Documents.Water(string.Join(',',
                Documents.Component("use", """ "kind": "usage", "minimumQuantity": 2, "maximumQuantity": 40, "allowance": 5, "price": 10 """),
                Documents.Component("least", """ "kind": "usage", "minimumQuantity": 2, "price": 10 """),
                Documents.Component("winter", """ "kind": "usage", "quantity": "winterAverage", "price": 10 """),
                Documents.Component("base", """ "kind": "fixed", "per": "bill", "price": 100 """),
                Documents.Component("storm", """ "kind": "perUnit", "per": "bill", "price": 7, "count": { "fact": "area", "divideBy": 3000, "rounding": { "mode": "up", "decimals": 0 }, "minimum": 1 } """)),
            """ "winterAverage": { "minimumReads": 2, "rounding": { "mode": "halfUp", "decimals": 1 }, "default": 6, "floor": 3, "cap": 20 }, "proration": { "method": "days", "scale": ["fixed"], "standardDays": 70, "fullFrom": 61, "fullTo": 61 }, """);
        document.ShouldContain(text);
        var usage = decimal.Parse(figure, CultureInfo.InvariantCulture);
        var input = Bill(usage, ("area", FactValue.Of(3000m)), ("winterUsage", FactValue.Of([usage, usage])));
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

    [Fact]
    public void Every_line_of_a_random_town_is_worked_out_anew_from_its_steps_and_comes_twice_the_same()
    {
        var count = 0;
        for (var seed = 1; seed <= 60; seed++)
        {
            var town = new RandomTariff(seed);
            var (book, again, random) = (town.Book(), town.Book(), new Random(seed));
            for (var account = 0; account < 50; account++)
            {
                var input = RandomAccount.Of(town, random);
                var (lines, twice) = (new List<RatedLine>(), new List<RatedLine>());
                book.Rate(input, lines);
                again.Rate(input, twice);
                var json = RatedLineJson.Write(lines);
                RatedLineJson.Write(twice).ShouldBe(json);
                foreach (var (line, back) in lines.Zip(RatedLineJson.Read(json)))
                {
                    LineArithmetic.Recompute(back).ShouldBe(line.Amount, $"town {seed}, account {account}, {line.Service}.{line.Component}: {line.Explain("en")}");
                    decimal.Round(line.Amount, 2).ShouldBe(line.Amount);
                    count++;
                }
            }
        }

        count.ShouldBeGreaterThan(20_000);
    }

    [Fact]
    public void A_difference_says_how_to_see_it_again()
    {
        var town = new RandomTariff(3);
        var input = RandomAccount.Of(town, new Random(3));
        var report = Comparison.Report(town, 17, input, "x");
        report.ShouldContain("Town 3, account 17");
        report.ShouldContain(town.Documents[0]);
        report.ShouldContain("\"BillDate\"");
    }

    private static RatingInput Bill(decimal usage, params (string Name, FactValue Value)[] facts) => new()
    {
        From = new(2026, 3, 1),
        To = new(2026, 5, 1),
        BillDate = new(2026, 5, 1),
        Agreements = [new RatingAgreement { Service = "water", Usage = usage }],
        Facts = facts.ToDictionary(f => f.Name, f => f.Value),
    };

    private static string[]? Broken(RandomTariff town)
    {
        var documents = town.Documents.Select(d => JsonNode.Parse(d)!).ToArray();
        if (documents.Select(FirstTier).FirstOrDefault(f => f is not null) is not { } tier)
            return null;
        var moved = decimal.Parse(tier["to"]!.ToString(), CultureInfo.InvariantCulture) + 1m;
        var next = Next(tier)!;
        if (next["to"] is { } end && decimal.Parse(end.ToString(), CultureInfo.InvariantCulture) <= moved)
            return null;
        (tier["to"], next["from"]) = (moved, moved);
        return [.. documents.Select(d => d.ToJsonString())];
    }

    private static JsonObject? Next(JsonObject tier) => tier.Parent is JsonArray tiers && tiers.IndexOf(tier) + 1 < tiers.Count ? tiers[tiers.IndexOf(tier) + 1] as JsonObject : null;

    /// <summary>A tier with an end that holds for everybody: in no table and under no condition.</summary>
    private static JsonObject? FirstTier(JsonNode? node) => node switch
    {
        JsonObject component when component["tiers"] is JsonArray { Count: > 1 } tiers && component["when"] is null => tiers[0] as JsonObject,
        JsonObject holder => holder.Select(p => FirstTier(p.Value)).FirstOrDefault(f => f is not null),
        JsonArray list => list.Select(FirstTier).FirstOrDefault(f => f is not null),
        _ => null,
    };

    private static string Text(decimal figure) => figure.ToString("0.######", CultureInfo.InvariantCulture);
}
