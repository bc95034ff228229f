using System.Collections.Concurrent;
using System.Text.Json;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>Promise R4: an engine written apart from the first, from docs/tariffs.md alone, comes to the same cent.</summary>
public sealed class SecondEngineTests
{
    private const int CountOfTowns = 250;
    private const int AccountsOfATown = 400;

    [Fact]
    public void R4_both_engines_agree_to_the_cent_on_100_000_random_accounts()
    {
        var differences = new ConcurrentBag<string>();
        var (rated, refused) = (0, 0);
        Parallel.For(1, CountOfTowns + 1, seed =>
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

    [Theory]
    [InlineData("fixed")]
    [InlineData("perUnit")]
    [InlineData("usage")]
    [InlineData("discount")]
    [InlineData("minimum")]
    [InlineData("maximum")]
    [InlineData("percent")]
    public void Every_kind_of_charge_stands_in_many_random_towns(string kind) => Towns().Count(t => t.Contains($"\"kind\": \"{kind}\"", StringComparison.Ordinal)).ShouldBeGreaterThan(50);

    [Theory]
    [InlineData("\"at\": \"tier\"", "\"at\": \"line\"", "\"at\": \"service\"", "\"at\": \"bill\"", "\"decimals\": 0", "halfEven", "truncate", "\"up\"")]
    [InlineData("byClass", "byMeterSize", "byDiscount", "byFact", "bySeason", "\"byRange\": \"usage\"", "\"byRange\": \"days\"", "\"byRange\": \"months\"", "\"byRange\": \"area\"")]
    [InlineData("winterAverage\"", "lesserOfUsageAndWinterAverage", "usageRounding", "\"share\": 0.9", "minimumQuantity", "maximumQuantity", "allowance", "scaleBy", "tierWidthsPer", "minimumAmount", "maximumAmount")]
    [InlineData("\"product\"", "\"sum\"", "\"difference\"", "\"to\": {", "ofUnrounded", "enrolledDays", "\"on\": \"price\"", "\"on\": \"line\"", "\"when\"", "feeSchedule", "otherServices")]
    [InlineData("\"method\": \"days\"", "\"method\": \"months\"", "dailyRounding", "fullFrom", "standardDays", "\"stop\"", "\"new\"", "\"final\"", "splitByDays", "readDate", "usageFrom")]
    public void What_the_page_can_say_stands_in_random_towns(params string[] words) =>
        words.Where(word => Towns().Count(t => t.Contains(word, StringComparison.Ordinal)) < 10).ShouldBeEmpty();

    private static readonly Lazy<string[]> AllTowns = new(() => [.. Enumerable.Range(1, CountOfTowns).Select(seed => string.Join(Environment.NewLine, new RandomTariff(seed).Documents))]);

    private static string[] Towns() => AllTowns.Value;

    [Fact]
    public void R4_both_engines_agree_on_fees_for_random_acts()
    {
        var (said, refused, unknown) = (0, 0, 0);
        for (var seed = 1; seed <= CountOfTowns; seed++)
        {
            var town = new RandomTariff(seed);
            var (first, second, random) = (town.Book(), new SecondEngine(town.Documents), new Random(seed));
            for (var act = 0; act < 40; act++)
            {
                var (fee, question) = (RandomTariff.FeeNames[act % RandomTariff.FeeNames.Length], RandomAccount.Act(town, random));
                var (amount, refusal) = second.Fee(fee, question);
                var found = first.FeeFor(fee, question.Date);
                var rated = found is { } one ? FeeRating.Of(one.Fee, question) : default((decimal Amount, RatingRefusal? Refusal)?);
                if ((rated?.Refusal is null ? rated?.Amount : null, rated?.Refusal?.Reason) != (amount, refusal))
                    Assert.Fail($"{fee} of town {seed}, act {act}: {rated}, second engine: {amount} {refusal}: {JsonSerializer.Serialize(question)}{Environment.NewLine}{string.Join(Environment.NewLine, town.Documents)}");
                (said, refused, unknown) = (said + (amount is null ? 0 : 1), refused + (refusal is null ? 0 : 1), unknown + (found is null ? 1 : 0));
            }
        }

        said.ShouldBeGreaterThan(7_000);
        refused.ShouldBeGreaterThan(30); // a fact is missing
        unknown.ShouldBeGreaterThan(500);
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
}
