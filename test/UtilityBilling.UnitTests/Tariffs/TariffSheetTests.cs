using System.Globalization;
using System.Text.Json;
using Shouldly;
using UtilityBilling.Customers;
using UtilityBilling.Localization;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>What a version's page says of a document: every figure in a row, in words, in both languages; and what the bench asks for.</summary>
public sealed class TariffSheetTests
{
    private static readonly LocalizationCatalog Catalog = new([BillingTexts.Assembly, CustomersTexts.Assembly]);

    internal static TariffWording Words => new(new CatalogStringLocalizer(Catalog));

    public static TheoryData<string> Files => PublishedTariffTests.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public void A_published_schedule_reads_in_words_in_both_languages(string name)
    {
        var document = Documents.Compile(PublishedTariffTests.Read(name)).Document;
        foreach (var language in LocalizationCatalog.Languages)
            Speaking(language, () =>
            {
                var sheet = TariffSheet.Of(document, Words);

                sheet.Services.SelectMany(s => s.Charges).ShouldAllBe(c => c.Prices.Count > 0);
                var texts = sheet.Services.SelectMany(s => s.Rules.Concat(s.Charges.SelectMany(c => c.Rules.Append(c.Label).Concat(c.Prices.SelectMany(p => new[] { p.For, p.Per }))))).ToList();
                texts.Where(t => t.Contains("Billing:", StringComparison.Ordinal) || t.Contains('{', StringComparison.Ordinal) || t.Split(' ', ';').Contains("*")).ShouldBeEmpty();
                // Equal keys would be one row of a comparison.
                new TariffPrices(document, Words).Rows().GroupBy(r => (r.Service, r.Component, r.Key)).Where(g => g.Count() > 1).ShouldBeEmpty();
            });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_bench_has_a_box_for_every_fact_of_a_published_bill(string name)
    {
        var compiled = Documents.Compile(PublishedTariffTests.Read(name));
        var asked = TariffFacts.Of(compiled.Document).Select(f => f.Name).Append("discounts").ToList();

        foreach (var example in compiled.Document.Examples)
        {
            using var input = JsonDocument.Parse(example.InputJson);
            if (input.RootElement.TryGetProperty("facts", out var facts))
                facts.EnumerateObject().Select(f => f.Name).Where(f => !asked.Contains(f)).ShouldBeEmpty();
        }

        TariffExamples.Of(compiled, Words).ShouldAllBe(e => e.IsGood && e.BenchQuery.Length > 0);
    }

    [Fact]
    public void Seasons_ranges_and_counted_quantities_stand_in_words()
    {
        var document = Documents.Compile(Documents.Services("""
            "storm": { "label": { "en": "Storm", "es": "Pluvial" }, "rateKey": "billDate", "distribution": [{ "fund": "water", "account": "4100", "percent": 100 }], "mayCutWater": true, "components": [
              { "id": "area", "kind": "fixed", "label": { "en": "Area", "es": "Área" }, "per": "month",
                "price": { "bySeason": { "summer": { "byRange": "imperviousSqFt", "ranges": [ { "from": 0, "to": 2500, "value": 3.1 }, { "from": 2500, "value": 6.2 } ] }, "*": 1 } } } ] }
            """, """ "seasons": { "summer": { "label": { "en": "Summer", "es": "Verano" }, "from": "05-01", "through": "09-30" } }, """)).Document;

        Speaking("en", () => new TariffPrices(document, Words).Rows().Select(r => $"{r.For} | {r.Text} | {r.Per}").ShouldBe(
        [
            "Summer (05-01 through 09-30); Impervious area, square feet: Up to 2,500 | 3.10 | month",
            "Summer (05-01 through 09-30); Impervious area, square feet: More than 2,500 | 6.20 | month",
            "Rest of the year | 1.00 | month",
        ]));
        TariffFacts.Of(document).Select(f => (f.Name, f.Kind)).ShouldBe([("imperviousSqFt", TariffFactKind.Number)]);
    }

    internal static void Speaking(string language, Action check)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            check();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
