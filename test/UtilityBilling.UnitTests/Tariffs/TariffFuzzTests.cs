using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs.SecondEngine;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Documents that a cat walked over: reading ends quickly, with a document or with sentences, and never with a crash.</summary>
public sealed partial class TariffFuzzTests
{
    private const int Mutations = 20_000;

    private static readonly string[] Rubbish =
    [
        "null", "true", "NaN", "Infinity", "-1", "-0", "1e400", "1E-400", "1e308", "79228162514264337593543950335", "0.00000000000000000000000000000001", "99999999999999999999999999999999999999", "\"\"",
        "\"NaN\"", "\"-5\"", "\"1e9\"", "[]", "{}", "[[[]]]", "[null]", "{\"\":0}", "\"\\u0000\"", "\"\\ud800\"", "\"2026-02-30\"", "\"0000-00-00\"", "\"water.water.water\"", "\"*\"", "\"bill\"", ",", ":", "}", "]", "\uFFFD", "\u202E", "\0",
    ];

    [Fact]
    public void A_broken_document_is_refused_or_read_and_never_crashes()
    {
        string[][] documents = [.. Enumerable.Range(1, 20).SelectMany(seed => new RandomTariff(seed).Documents).Select(Tokens)];
        var (read, refused) = (0, 0);
        Parallel.For(0, Mutations, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var random = new Random(i);
            var json = Mutated(documents[i % documents.Length], random);
            try
            {
                var reading = TariffReader.Read(json);
                (reading.Document is null).ShouldBe(reading.Problems.Count > 0);
                foreach (var problem in reading.Problems)
                    (problem.Message.Length > 10 && problem.Line > 0).ShouldBeTrue(problem.ToString());
                if (reading.Document is not null)
                    Interlocked.Increment(ref read);
                else
                    Interlocked.Increment(ref refused);
            }
            catch (Exception e) when (e is not ShouldAssertException)
            {
                throw new InvalidOperationException($"Mutation {i}: {e.GetType().Name} {e.Message}{Environment.NewLine}{json}", e);
            }
        });
        (read + refused).ShouldBe(Mutations);
        refused.ShouldBeGreaterThan(Mutations / 2);
    }

    [Theory]
    [InlineData("[", 10_000)]
    [InlineData("{\"a\":", 10_000)]
    [InlineData("{\"services\":{\"water\":{\"components\":[", 3_000)]
    public void A_document_ten_thousand_levels_deep_is_refused_in_one_sentence(string level, int times) =>
        TariffReader.Read(string.Concat(Enumerable.Repeat(level, times))).Problems.ShouldHaveSingleItem().Code.ShouldBe("syntax");

    [Fact]
    public void Tables_within_tables_end_in_a_sentence()
    {
        var price = "1";
        for (var i = 0; i < 200; i++)
            price = $$"""{ "byClass": { "*": {{price}} } }""";
        var watch = Stopwatch.StartNew();
        TariffReader.Read(Documents.Water(Documents.Component("u", $"\"kind\":\"fixed\",\"per\":\"bill\",\"price\":{price}"))).Problems.ShouldNotBeEmpty();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_million_tiers_are_refused_quickly()
    {
        var tiers = new StringBuilder();
        for (var i = 0; i < 1_000_000; i++)
            tiers.Append(CultureInfo.InvariantCulture, $"{{\"from\":{i},\"to\":{i + 1},\"price\":1}},");
        var document = Documents.Water(Documents.Component("u", $"\"kind\":\"usage\",\"tiers\":[{tiers}{{\"from\":1000000,\"price\":1}}]"));
        var watch = Stopwatch.StartNew();
        TariffReader.Read(document).Problems.ShouldHaveSingleItem().Code.ShouldBe("tooLarge");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_circle_of_percentages_is_named_with_the_line_it_stands_on()
    {
        var json = Documents.Water(string.Join(",\n",
            Documents.Component("one", """ "kind": "percent", "percent": 1, "of": ["water.two"] """),
            Documents.Component("two", """ "kind": "percent", "percent": 1, "of": ["water.three"] """),
            Documents.Component("three", """ "kind": "percent", "percent": 1, "of": ["water.one"] """)));
        var problem = TariffReader.Read(json).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("circle");
        json.ReplaceLineEndings("\n").Split('\n')[problem.Line - 1].ShouldContain("\"percent\"");
    }

    private static string[] Tokens(string json) => [.. Token().Matches(json).Select(m => m.Value)];

    private static string Mutated(string[] tokens, Random random)
    {
        var list = tokens.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(6))
            {
                case 0: list.RemoveAt(at); break;
                case 1: list.Insert(at, list[at]); break;
                case 2: list[at] = list[random.Next(list.Count)]; break;
                case 3: list.InsertRange(at, list.GetRange(at, Math.Min(random.Next(1, 60), list.Count - at))); break;
                case 4: list.RemoveRange(at, Math.Min(random.Next(1, 60), list.Count - at)); break;
                default: list[at] = Rubbish[random.Next(Rubbish.Length)]; break;
            }
        }

        var text = string.Concat(list);
        return random.Next(10) == 0 ? text[..random.Next(text.Length)] : text;
    }

    [GeneratedRegex("""\s+|"[^"]*"|-?[0-9][0-9.eE+-]*|[a-z]+|.""", RegexOptions.Singleline)]
    private static partial Regex Token();
}
