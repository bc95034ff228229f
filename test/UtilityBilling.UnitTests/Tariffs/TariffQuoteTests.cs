using System.Text.Json;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

public sealed class TariffQuoteTests
{
    private const string Base = """
        "kind": "fixed", "per": "bill", "price": { "byMeterSize": { "5/8": 12.84, "1": 18.00 } }
        """;

    private const string Usage = """
        "kind": "usage", "tiers": [ { "from": 0, "to": 10, "price": "0.00" }, { "from": 10, "to": 30, "price": "3.51" }, { "from": 30, "price": "6.15" } ],
        "multipliers": [ { "when": { "facts": { "outside": "true" } }, "by": 1.5, "on": "line" } ]
        """;

    private const string Volume = """
        "kind": "usage", "quantity": "winterAverage", "price": 3.43
        """;

    private static readonly string Water = Documents.Services($$"""
        "water": {
          "label": { "en": "Water", "es": "Agua" }, "unit": "ccf", "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true,
          "components": [ {{Documents.Component("base", Base)}}, {{Documents.Component("usage", Usage)}} ]
        },
        "sewer": {
          "label": { "en": "Sewer", "es": "Alcantarillado" }, "unit": "ccf", "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true,
          "winterAverage": { "dropHighest": 1, "minimumReads": 2, "rounding": { "mode": "halfUp", "decimals": 1 } },
          "components": [ {{Documents.Component("volume", Volume)}} ]
        }
        """);

    private const string Case = """
        { "id": "case-1", "from": "2026-09-01", "to": "2026-10-31", "class": "residential", "meterSize": "5/8", "usage": { "water": "12.5" },
          "facts": { "units": "1", "esu": "1", "imperviousSqFt": "2640", "winterUsage": ["8","9","30"], "discounts": ["senior"], "outside": "false", "stage": "2" } }
        """;

    [Fact]
    public void A_quote_has_the_shape_of_the_command_line_document()
    {
        var result = TariffQuote.Run(Water, Case);

        // Water: 12.84 + 2.5 × 3.51 = 8.775 → 8.78. Sewer: the 30 is dropped, (8 + 9) / 2 = 8.5 × 3.43 = 29.155 → 29.16.
        result.Problems.ShouldBeEmpty();
        using var json = JsonDocument.Parse(result.Json);
        JsonSerializer.Serialize(json.RootElement).ShouldBe(
            """{"id":"case-1","total":"50.78","services":{"water":"21.62","sewer":"29.16"},"lines":[{"service":"water","component":"base","quantity":"1","amount":"12.84","explanation":"1 at 12.84"},{"service":"water","component":"usage","quantity":"12.5","amount":"8.78","explanation":"10 at 0.00; 2.5 at 3.51"},{"service":"sewer","component":"volume","quantity":"8.5","amount":"29.16","explanation":"average of 8, 9 = 8.5; 8.5 at 3.43"}]}""");
    }

    [Fact]
    public void Outside_the_city_the_line_is_multiplied_before_it_is_rounded()
    {
        // 2.5 × 3.51 × 1.5 = 13.1625 → 13.16 (8.78 × 1.5 would give 13.17).
        using var json = JsonDocument.Parse(TariffQuote.Run(Water, Case.Replace("\"false\"", "\"true\"", StringComparison.Ordinal)).Json);
        var line = json.RootElement.GetProperty("lines")[1];
        line.GetProperty("amount").GetString().ShouldBe("13.16");
        line.GetProperty("explanation").GetString().ShouldBe("10 at 0.00; 2.5 at 3.51; times 1.5");
    }

    [Theory]
    [InlineData("\"outside\": \"false\", ", "", "outside")]
    [InlineData("\"winterUsage\": [\"8\",\"9\",\"30\"], ", "", "winterAverage")]
    [InlineData("\"meterSize\": \"5/8\", ", "", "meterSize")]
    [InlineData("\"usage\": { \"water\": \"12.5\" },", "", "usage.water")]
    public void A_fact_that_the_tariff_needs_and_the_input_lacks_is_refused_by_name(string taken, string given, string fact)
    {
        Case.ShouldContain(taken);
        var result = TariffQuote.Run(Water, Case.Replace(taken, given, StringComparison.Ordinal));

        result.IsRefused.ShouldBeTrue();
        using var json = JsonDocument.Parse(result.Json);
        json.RootElement.GetProperty("id").GetString().ShouldBe("case-1");
        var refusal = json.RootElement.GetProperty("refusal");
        refusal.GetProperty("code").GetString().ShouldBe("Billing:Rating.factMissing");
        refusal.GetProperty("fact").GetString().ShouldBe(fact);
        refusal.GetProperty("message").GetString()!.ShouldContain(fact);
    }

    [Fact]
    public void An_array_is_answered_in_order_and_one_refusal_does_not_stop_the_next()
    {
        var bad = """{ "id": "bad", "from": "2026-09-01", "to": "2026-09-01" }""";
        var result = TariffQuote.Run(Water, $"[{bad}, {Case}]");

        result.IsRefused.ShouldBeTrue();
        using var json = JsonDocument.Parse(result.Json);
        json.RootElement[0].GetProperty("refusal").GetProperty("code").GetString().ShouldBe("Billing:Rating.dates");
        json.RootElement[1].GetProperty("total").GetString().ShouldBe("50.78");
    }

    [Theory]
    [InlineData("""{ "from": "2026-09-01", "to": "2026-10-31", "clas": "residential" }""", "clas")]
    [InlineData("""{ "from": "01.09.2026", "to": "2026-10-31" }""", "from")]
    [InlineData("""{ "from": "2026-09-01", "to": "2026-10-31", "usage": { "gas": 1 } }""", "gas")]
    [InlineData("""{ "from": "2026-09-01", "to": "2026-10-31", "usage": { "water": "much" } }""", "usage.water")]
    [InlineData("""{ "from": """, "JSON")]
    [InlineData("3", "object")]
    public void Input_that_is_not_understood_is_refused_with_its_place(string input, string place)
    {
        var result = TariffQuote.Run(Water, input);
        result.IsRefused.ShouldBeTrue();
        using var json = JsonDocument.Parse(result.Json);
        json.RootElement.GetProperty("refusal").GetProperty("code").GetString().ShouldBe("Billing:Rating.input");
        json.RootElement.GetProperty("refusal").GetProperty("message").GetString()!.ShouldContain(place);
    }

    [Fact]
    public void Usage_in_a_declared_meter_unit_is_converted_by_the_citys_factor()
    {
        // 9,350 gallons / 748 = 12.5 ccf.
        var input = Case.Replace("\"water\": \"12.5\"", "\"water\": { \"quantity\": 9350, \"unit\": \"gal\" }", StringComparison.Ordinal);
        using var json = JsonDocument.Parse(TariffQuote.Run(Water, input).Json);
        json.RootElement.GetProperty("lines")[1].GetProperty("quantity").GetString().ShouldBe("12.5");
    }
}
