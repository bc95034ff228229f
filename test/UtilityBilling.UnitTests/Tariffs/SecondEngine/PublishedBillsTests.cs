using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>The bills that cities published, and those in the demo's own documents, by the engine that was written apart from the first.</summary>
public sealed class PublishedBillsTests
{
    public static TheoryData<string> Files => [.. Folders().SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.json")).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_second_engine_comes_to_every_published_bill(string file)
    {
        // A quote rates by the one document, whatever day it takes effect on.
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, file)))!;
        document["effective"] = "1900-01-01";
        var engine = new SecondEngine([document.ToJsonString()]);
        foreach (var example in document["examples"]?.AsArray() ?? [])
        {
            var (lines, refusal) = engine.Rate(Input(document, example!["input"]!));
            refusal.ShouldBeNull(example["name"]!.ToString());
            lines.Sum(l => l.Amount).ShouldBe(Number(example["total"]!), example["name"]!.ToString());
        }
    }

    private static string Root => DemoTariffTests.Root();

    private static IEnumerable<string> Folders() =>
        [Path.Combine("test", "UtilityBilling.UnitTests", "Tariffs", "Published"), .. Directory.EnumerateDirectories(Path.Combine(Root, "etc", "demo")).Select(d => Path.Combine(d, "tariffs")).Where(Directory.Exists)];

    /// <summary>A quote's input, by "The quote" of the page.</summary>
    private static RatingInput Input(JsonNode document, JsonNode quote)
    {
        var to = Day(quote["to"])!.Value;
        var facts = quote["facts"]?.AsObject().Where(f => f.Key != "discounts").ToDictionary(f => f.Key, f => Fact(f.Value!));
        var enrolled = quote["facts"]?["discounts"]?.AsArray().Select(d => d is JsonObject ? new Enrolled(d["programme"]!.ToString(), Day(d["from"]), Day(d["to"])) : new Enrolled(d!.ToString())).ToList();
        var services = quote["services"]?.AsArray().Select(s => s!.ToString()) ?? document["services"]!.AsObject().Select(s => s.Key);
        return new RatingInput
        {
            From = Day(quote["from"])!.Value,
            To = to,
            BillDate = Day(quote["billDate"]) ?? to,
            ReadDate = Day(quote["readDate"]),
            PeriodFrom = Day(quote["period"]?["from"]),
            PeriodTo = Day(quote["period"]?["to"]),
            PeriodMonths = quote["periodMonths"] is { } months ? (int)Number(months) : null,
            Facts = facts,
            Agreements = [.. services.Select(service => new RatingAgreement
            {
                Service = service,
                Class = quote["class"]?.ToString(),
                MeterSize = quote["meterSize"]?.ToString(),
                Usage = quote["usage"]?[service] is { } usage ? Usage(document, service, usage) : null,
                Discounts = enrolled,
                Stopped = quote["stopped"]?.GetValue<bool>() ?? false,
            })],
        };
    }

    /// <summary>A usage in the service's own unit: from another one by their sizes, to six decimals.</summary>
    private static decimal Usage(JsonNode document, string service, JsonNode usage)
    {
        if (usage is not JsonObject)
            return Number(usage);
        Fraction Gallons(string unit) => Fraction.Of(Number(document["units"]![unit]!["gallons"]!));
        var (from, own) = (usage["unit"]!.ToString(), document["services"]![service]!["unit"]!.ToString());
        return from == own ? Number(usage["quantity"]!) : (Fraction.Of(Number(usage["quantity"]!)) * Gallons(from) / Gallons(own)).Rounded("halfEven", 6).ToDecimal();
    }

    private static FactValue Fact(JsonNode value) => value switch
    {
        JsonArray list => FactValue.Of([.. list.Select(n => Number(n!))]),
        _ when value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => FactValue.Of(value.GetValue<bool>()),
        _ => FactValue.Of(value.ToString()),
    };

    private static decimal Number(JsonNode figure) => decimal.Parse(figure.ToString(), CultureInfo.InvariantCulture);

    private static DateOnly? Day(JsonNode? day) => day is null ? null : DateOnly.ParseExact(day.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
