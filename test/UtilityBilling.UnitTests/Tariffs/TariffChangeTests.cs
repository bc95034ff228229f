using System.Text.Json.Nodes;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>A change by percent makes a new document: what was chosen changes, and nothing else does.</summary>
public sealed class TariffChangeTests
{
    private const TariffChangeScope Everything = TariffChangeScope.Fixed | TariffChangeScope.Usage | TariffChangeScope.Limits | TariffChangeScope.Fees;

    private const string Components = """
        { "id": "base", "kind": "fixed", "label": { "en": "Base", "es": "Base" }, "per": "bill", "price": { "byMeterSize": { "5/8": 14.77, "1": { "amount": "20.00", "source": "Ord. 1" } } } },
        { "id": "use", "kind": "usage", "label": { "en": "Use", "es": "Uso" }, "minimumAmount": 3, "tiers": [ { "from": 0, "to": 10, "price": 0 }, { "from": 10, "price": { "byClass": { "residential": 1.4, "*": 2.25 } } } ] },
        { "id": "tax", "kind": "percent", "label": { "en": "Tax", "es": "Impuesto" }, "percent": 5, "of": ["water"] },
        { "id": "help", "kind": "discount", "label": { "en": "Help", "es": "Ayuda" }, "enrolment": "lowIncome", "amount": 4, "of": ["water"] }
        """;

    /// <summary>By hand, + 4 %: 14.77 → 15.3608 → 15.36; 20.00 → 20.80; 3 → 3.12; 0 stays; 1.40 → 1.456 → 1.46; 2.25 → 2.34. Tax and discount stay.</summary>
    [Fact]
    public void Prices_of_tables_tiers_and_limits_change_and_say_what_they_were()
    {
        var changed = Rows(Change(Documents.Water(Components), 4m, Everything));

        changed.Select(r => (r.Charge, r.Amount, r.Source)).ShouldBe(
        [
            ("Base", 15.36m, "14.77 + 4 %"), ("Base", 20.80m, "20.00 + 4 %"), ("Use", 0m, null), ("Use", 1.46m, "1.40 + 4 %"), ("Use", 2.34m, "2.25 + 4 %"), ("Use", 3.12m, "3.00 + 4 %"), ("Tax", 5m, null), ("Help", 4m, null),
        ]);
    }

    /// <summary>By hand, − 2.5 % truncated to cents: 14.77 → 14.40075 → 14.40; 20 → 19.50.</summary>
    [Fact]
    public void Only_the_chosen_kind_of_prices_changes_and_is_rounded_as_asked()
    {
        var changed = Rows(Change(Documents.Water(Components), -2.5m, TariffChangeScope.Fixed, rounding: new RoundingRule(RoundingMode.Truncate, 2)));

        changed.Select(r => r.Amount).ShouldBe([14.40m, 19.50m, 0m, 1.4m, 2.25m, 3m, 5m, 4m]);
        changed[0].Source.ShouldBe("14.77 − 2.5 %");
    }

    /// <summary>By hand, + 3 % with four decimals: 1.40 → 1.442.</summary>
    [Fact]
    public void A_price_may_keep_more_decimals() =>
        Rows(Change(Documents.Water(Components), 3m, TariffChangeScope.Usage, rounding: new RoundingRule(RoundingMode.HalfUp, 4))).Single(r => r.Key == "tiers/1/residential").Amount.ShouldBe(1.442m);

    /// <summary>By hand, + 4 %: 2,500 → 2,600; 6,250.10 → 6,500.104 → 6,500.10.</summary>
    [Fact]
    public void Every_figure_of_a_fees_table_changes()
    {
        var document = Documents.Water(Components).Replace("\"services\":", $$""" "feeSchedule": { "connection": { "label": { "en": "C", "es": "C" }, "amount": { "byMeterSize": { "5/8": 2500, "1": 6250.10 } }, "distribution": {{Documents.Shares}}, "mayCutWater": false } }, "services":""", StringComparison.Ordinal);

        Rows(Change(document, 4m, TariffChangeScope.Fees)).Where(r => r.Service == TariffPrices.Fees).Select(r => (r.Key, r.Amount, r.Source)).ShouldBe([("amount/5/8", 2600m, "2,500.00 + 4 %"), ("amount/1", 6500.10m, "6,250.10 + 4 %")]);
    }

    [Fact]
    public void A_service_that_was_not_chosen_stays_as_it_is()
    {
        var document = Documents.Water(Components);

        Rows(Change(document, 4m, Everything, services: [])).Select(r => (r.Amount, r.Source)).ShouldBe(Rows(document).Select(r => (r.Amount, r.Source)));
    }

    [Fact]
    public void Name_ordinance_and_day_are_new_and_examples_are_left_out()
    {
        var document = Documents.Water(Components).Replace("\"services\":", """ "examples": [ { "name": "A", "input": { "from": "2026-01-01", "to": "2026-03-01" }, "total": 1 } ], "services":""", StringComparison.Ordinal);

        var read = TariffSheet.Read(Change(document, 4m, Everything));

        (read.Tariff, read.Ordinance, read.Effective, read.Examples.Count).ShouldBe(("test-2027", "Res. 2", new DateOnly(2027, 1, 1), 0));
    }

    /// <summary>A copy of a service that a later ordinance prices would bring its old price back.</summary>
    [Fact]
    public void What_another_document_prices_by_then_is_left_to_it()
    {
        var document = Documents.Services($$"""
            "water": { "label": { "en": "Water", "es": "Agua" }, "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true, "components": [
              { "id": "flat", "kind": "fixed", "label": { "en": "Flat", "es": "Fijo" }, "per": "bill", "price": 10 } ] },
            "tax": { "label": { "en": "Tax", "es": "Impuesto" }, "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true, "components": [
              { "id": "tax", "kind": "percent", "label": { "en": "Tax", "es": "Impuesto" }, "percent": 5, "of": ["water"] } ] }
            """);

        var read = TariffSheet.Read(Change(document, 4m, Everything, superseded: ["water"]));

        read.Services.Select(s => s.Id).ShouldBe(["tax"]);
        read.OtherServices.ShouldBe(["water"]);
    }

    /// <summary>By hand, + 10 %: a fee of 35.00 is 38.50.</summary>
    [Fact]
    public void Fees_change_only_when_they_are_chosen()
    {
        var document = Documents.Water(Components).Replace("\"services\":", $$""" "feeSchedule": { "shutOff": { "label": { "en": "Shut-off", "es": "Corte" }, "amount": 35, "mayCutWater": true, "distribution": {{Documents.Shares}} } }, "services":""", StringComparison.Ordinal);

        Rows(Change(document, 10m, TariffChangeScope.Fees)).Where(r => r.Service == TariffPrices.Fees).Select(r => (r.Amount, r.Source)).ShouldBe([(38.50m, "35.00 + 10 %")]);
        Rows(Change(document, 10m, TariffChangeScope.Fixed)).Single(r => r.Service == TariffPrices.Fees).Amount.ShouldBe(35m);
    }

    /// <summary>Whatever its structure, a changed schedule is a valid document, and each price is the old one and its percentage.</summary>
    [Theory]
    [MemberData(nameof(PublishedTariffTests.Files), MemberType = typeof(PublishedTariffTests))]
    public void A_published_schedule_can_be_changed(string name)
    {
        var json = PublishedTariffTests.Read(name);
        var document = TariffSheet.Read(json);

        var changed = Change(json, 10m, Everything, services: [.. document.Services.Select(s => s.Id)]);

        TariffValidator.Validate(changed).ShouldBeEmpty();
        var rows = Rows(changed);
        var old = Rows(json);
        rows.Count.ShouldBe(old.Count);
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Kind is TariffFigureKind.Price or TariffFigureKind.Fee && !rows[i].IsPercent)
                rows[i].Amount.ShouldBe(Math.Round(old[i].Amount * 1.1m, 2, MidpointRounding.AwayFromZero), $"{old[i].Charge} {old[i].For}");
        JsonNode.Parse(changed)!["examples"].ShouldBeNull();
    }

    private static string Change(string document, decimal percent, TariffChangeScope scope, RoundingRule? rounding = null, string[]? services = null, string[]? superseded = null) =>
        TariffChange.Apply(document, new TariffChangeInput(percent, (services ?? ["water"]).ToHashSet(), scope, rounding ?? RoundingRule.Cents, new DateOnly(2027, 1, 1), "Res. 2", "test-2027", "made"), (superseded ?? []).ToHashSet());

    private static List<TariffPriceRow> Rows(string document)
    {
        List<TariffPriceRow> rows = [];
        TariffSheetTests.Speaking("en", () => rows.AddRange(new TariffPrices(TariffSheet.Read(document), TariffSheetTests.Words).Rows()));
        return rows;
    }
}
