using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

public sealed class TariffValidationTests
{
    // Line 1 is the opening brace; every case below replaces one line and expects the problem there.
    private const string Good = """
        {
          "tariff": "t", "ordinance": "Res. 1", "currency": "USD", "effective": "2026-01-01",
          "periodMonths": 2,
          "classes": ["residential", "commercial"],
          "meterSizes": ["5/8", "1"],
          "discounts": { "lowIncome": { "label": { "en": "Low income", "es": "Bajos ingresos" } } },
          "units": { "ccf": { "label": { "en": "ccf", "es": "ccf" }, "gallons": 748 } },
          "services": {
            "water": {
              "label": { "en": "Water", "es": "Agua" },
              "unit": "ccf",
              "rateKey": "billDate",
              "mayCutWater": true,
              "distribution": [{ "fund": "water", "account": "4100", "percent": 100 }],
              "winterAverage": { "minimumReads": 2, "dropHighest": 1, "rounding": { "mode": "halfUp", "decimals": 1 } },
              "components": [
                { "id": "base", "kind": "fixed", "per": "bill", "label": { "en": "Base", "es": "Base" },
                  "price": { "byMeterSize": { "5/8": 10, "1": 20 } } },
                { "id": "usage", "kind": "usage", "label": { "en": "Use", "es": "Consumo" },
                  "tiers": [
                    { "from": 0, "to": 10, "price": 1 },
                    { "from": 10, "to": 20, "price": 2 },
                    { "from": 20, "price": 3 }
                  ] },
                { "id": "tax", "kind": "percent", "label": { "en": "Tax", "es": "Impuesto" },
                  "percent": 2, "of": ["water"] }
              ]
            }
          },
          "examples": []
        }
        """;

    [Fact]
    public void A_whole_document_has_no_problems() => TariffValidator.Validate(Good).ShouldBeEmpty();

    [Theory]
    [InlineData(22, "\"from\": 10,", "\"from\": 11,", "tierGap")]
    [InlineData(22, "\"from\": 10,", "\"from\": 9,", "tierOverlap")]
    [InlineData(21, "\"from\": 0,", "\"from\": 1,", "tierFirst")]
    [InlineData(22, "\"to\": 20", "\"to\": 10", "tierWidth")]
    [InlineData(22, "\"to\": 20, ", "", "tierOpen")]
    [InlineData(23, "\"from\": 20,", "\"from\": 20, \"to\": 30,", "tierLast")]
    [InlineData(22, "\"price\": 2", "\"price\": -2", "negative")]
    [InlineData(22, ", \"price\": 2", "", "missing")]
    [InlineData(22, "\"price\": 2", "\"price\": \"two\"", "notANumber")]
    [InlineData(22, "\"price\": 2", "\"price\": 2.1234567", "tooManyDecimals")]
    [InlineData(22, "\"price\": 2", "\"price\": 2000000000", "tooBig")]
    [InlineData(22, "\"price\": 2", "\"prize\": 2, \"price\": 2", "unknownProperty")]
    [InlineData(22, "\"price\": 2", "\"price\": 2, \"price\": 2", "duplicateName")]
    [InlineData(18, ", \"1\": 20", "", "missingPrice")]
    [InlineData(18, "\"1\": 20", "\"1\": 20, \"2\": 40", "notDeclared")]
    [InlineData(18, "{ \"byMeterSize\": { \"5/8\": 10, \"1\": 20 } }", "{ \"byDiscount\": { \"lowIncome\": 1 } }", "missingPrice")]
    [InlineData(19, "\"id\": \"usage\"", "\"id\": \"base\"", "componentTwice")]
    [InlineData(19, "\"id\": \"usage\"", "\"id\": \"9 usage\"", "badId")]
    [InlineData(19, ", \"es\": \"Consumo\"", "", "missing")]
    [InlineData(19, "\"kind\": \"usage\"", "\"kind\": \"usages\"", "unknownKind")]
    [InlineData(19, "\"kind\": \"usage\",", "\"kind\": \"usage\", \"per\": \"bill\",", "unknownProperty")]
    [InlineData(19, "\"kind\": \"usage\",", "\"kind\": \"usage\", \"price\": 1,", "priceOrTiers")]
    [InlineData(17, "\"per\": \"bill\"", "\"per\": \"week\"", "unknownWord")]
    [InlineData(14, "\"percent\": 100", "\"percent\": 99", "sharesSum")]
    [InlineData(14, "\"percent\": 100 }", "\"percent\": 60 }, { \"fund\": \"x\", \"account\": \"1\", \"percent\": 40 }", "sharesRounding")]
    [InlineData(13, "\"mayCutWater\": true,", "", "missing", 17)]
    [InlineData(12, "billDate", "whenever", "unknownWord")]
    [InlineData(11, "\"unit\": \"ccf\"", "\"unit\": \"litre\"", "notDeclared")]
    [InlineData(15, "\"minimumReads\": 2", "\"minimumReads\": 1", "readsAllDropped")]
    [InlineData(15, ", \"rounding\": { \"mode\": \"halfUp\", \"decimals\": 1 }", "", "missing")]
    [InlineData(26, "[\"water\"]", "[\"sewer\"]", "unknownReference")]
    [InlineData(26, "[\"water\"]", "[\"water.tax\"]", "circle")]
    [InlineData(26, "[\"water\"]", "[]", "ofEmpty")]
    [InlineData(7, "\"gallons\": 748", "\"gallons\": 0", "notPositive")]
    [InlineData(3, "2", "13", "notInRange")]
    [InlineData(2, "2026-01-01", "2026-13-01", "notADate")]
    [InlineData(2, "USD", "EUR", "currency")]
    [InlineData(4, "[\"residential\", \"commercial\"]", "[\"residential\", \"residential\"]", "twice")]
    [InlineData(9, "\"water\"", "\"bill\"", "reservedName")]
    [InlineData(30, "[]", "[{ \"name\": \"x\", \"total\": 5, \"input\": { \"from\": \"2026-01-01\", \"to\": \"2026-03-01\", \"meterSize\": \"1\", \"usage\": { \"water\": 5 } } }]", "exampleFails")]
    [InlineData(30, "[]", "[{ \"name\": \"x\", \"total\": 5, \"input\": { \"from\": \"2026-01-01\", \"to\": \"2026-03-01\", \"usage\": { \"water\": 5 } } }]", "exampleRefused")]
    [InlineData(30, "[]", "[", "syntax", 31)]
    public void Every_problem_is_named_with_its_line_and_a_sentence_in_both_languages(int line, string text, string instead, string code, int? reportedLine = null)
    {
        var lines = Good.ReplaceLineEndings("\n").Split('\n');
        lines[line - 1].ShouldContain(text);
        lines[line - 1] = lines[line - 1].Replace(text, instead, StringComparison.Ordinal);

        var problems = TariffValidator.Validate(string.Join('\n', lines));

        problems.ShouldContain(p => p.Code == code && p.Line == (reportedLine ?? line), string.Join('\n', problems));
        foreach (var problem in problems)
        {
            problem.Message.ShouldNotContain("{");
            problem.Sentence("es").ShouldNotBe(problem.Message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"services\":{\"water\":null},\"units\":[],\"classes\":{}}")]
    [InlineData("{\"services\":{\"water\":{\"components\":[null,1,{}]}}}")]
    public void Rubbish_is_a_problem_and_never_a_crash(string json) => TariffValidator.Validate(json).ShouldNotBeEmpty();

    [Fact]
    public void A_million_tiers_and_deep_nesting_are_refused_in_a_sentence()
    {
        var tiers = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"{{\"from\":{i},\"to\":{i + 1},\"price\":1}}"));
        TariffValidator.Validate(Documents.Water(Documents.Component("u", $"\"kind\":\"usage\",\"tiers\":[{tiers}]"))).ShouldContain(p => p.Code == "tooManyTiers");
        TariffValidator.Validate(new string('[', 10_000)).ShouldHaveSingleItem().Code.ShouldBe("syntax");
        TariffValidator.Validate("[" + string.Join(',', Enumerable.Repeat("1", 999_000)) + "]").ShouldHaveSingleItem().Code.ShouldBe("syntax");
        TariffValidator.Validate(new string(' ', 3_000_000)).ShouldHaveSingleItem().Code.ShouldBe("tooLarge");
    }

    [Fact]
    public void A_document_with_one_character_changed_never_crashes()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 2_000; i++)
        {
            var text = Good.ToCharArray();
            text[random.Next(text.Length)] = "{}[],:\"0-9ax\\ "[random.Next(14)];
            TariffValidator.Validate(new string(text)).ShouldNotBeNull();
        }
    }
}
