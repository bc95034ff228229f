using Shouldly;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Two versions side by side: nothing that differs goes unseen.</summary>
public sealed class TariffComparisonTests
{
    private const string Base = """{ "id": "base", "kind": "fixed", "label": { "en": "Base", "es": "Base" }, "per": "bill", "price": { "byMeterSize": { "5/8": 12.5, "1": 20 } } }""";
    private const string Use = """{ "id": "use", "kind": "usage", "label": { "en": "Use", "es": "Uso" }, "tiers": [ { "from": 0, "to": 10, "price": 1.6 }, { "from": 10, "price": 2 } ] }""";

    /// <summary>By hand: 12.50 → 13.00 is +0.50, +4.00 %; 1.60 → 1.50 is −0.10, −6.25 %.</summary>
    [Fact]
    public void A_price_that_differs_stands_with_its_change_in_amount_and_percent()
    {
        var comparison = Compare(Documents.Water($"{Base}, {Use}"), Documents.Water($"{Base}, {Use}").Replace("12.5", "13", StringComparison.Ordinal).Replace("1.6", "1.5", StringComparison.Ordinal));

        comparison.Prices.Select(c => (c.Charge, c.For, c.Change, c.Percent)).ShouldBe([("Base", "5/8-inch meter", 0.50m, 4.00m), ("Use", "Up to 10 ccf", -0.10m, -6.25m)]);
        (comparison.Changed, comparison.Added, comparison.Removed, comparison.Same).ShouldBe((2, 0, 0, 2));
        comparison.Others.ShouldBeEmpty();
    }

    [Fact]
    public void A_tier_that_moved_shows_both_its_bands()
    {
        var comparison = Compare(Documents.Water(Use), Documents.Water(Use).Replace("\"to\": 10", "\"to\": 12", StringComparison.Ordinal).Replace("\"from\": 10", "\"from\": 12", StringComparison.Ordinal));

        comparison.Prices.Select(c => c.For).ShouldBe(["Up to 10 ccf → Up to 12 ccf", "More than 10 ccf → More than 12 ccf"]);
        comparison.Prices.ShouldAllBe(c => c.Change == 0m);
    }

    [Fact]
    public void Components_that_came_and_went_are_new_and_removed()
    {
        var comparison = Compare(Documents.Water(Base), Documents.Water(Use));

        comparison.Prices.Select(c => (c.Charge, c.Old is null, c.New is null)).ShouldBe([("Use", true, false), ("Use", true, false), ("Base", false, true), ("Base", false, true)]);
        comparison.Others.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_no_price_is_shown_by_its_place_and_sources_are_not_compared()
    {
        var old = Documents.Water(Base, "\"proration\": \"none\",");
        var young = Documents.Water(Base.Replace("\"per\": \"bill\"", "\"per\": \"month\", \"source\": \"Ord. 9\"", StringComparison.Ordinal), "\"proration\": { \"method\": \"days\", \"scale\": [\"fixed\"] },");

        var comparison = Compare(old, young);

        comparison.Others.Select(o => (o.Place, o.Old, o.New)).ShouldBe(
        [
            ("services.water.components[base].per", "bill", "month"), ("services.water.proration", "none", null), ("services.water.proration.method", null, "days"), ("services.water.proration.scale[0]", null, "fixed"),
        ]);
        comparison.Prices.Count.ShouldBe(2, "a price per month is not the price per bill, though the figure is the same");
    }

    /// <summary>An ordinance of one service says nothing of the others: they stay as they are.</summary>
    [Fact]
    public void What_the_new_version_does_not_name_is_not_removed()
    {
        var water = $$"""
            "water": { "label": { "en": "Water", "es": "Agua" }, "unit": "ccf", "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true, "components": [ {{Use}} ] }
            """;
        var both = water + "," + water.Replace("\"water\": {", "\"sewer\": {", StringComparison.Ordinal).Replace("\"Water\"", "\"Sewer\"", StringComparison.Ordinal);

        var comparison = Compare(Documents.Services(both), Documents.Services(water.Replace("1.6", "1.7", StringComparison.Ordinal)));

        comparison.NotNamed.ShouldBe(["Sewer"]);
        comparison.Prices.Select(c => (c.Service, c.New!.Amount)).ShouldBe([("water", 1.7m)]);
        comparison.Others.ShouldBeEmpty();
    }

    private static TariffComparison Compare(string old, string young)
    {
        TariffComparison? comparison = null;
        TariffSheetTests.Speaking("en", () => comparison = TariffComparison.Of(old, young, TariffSheetTests.Words));
        return comparison!;
    }

    [Fact]
    public void A_counted_allowance_that_changes_is_seen()
    {
        static string Document(int people) => Documents.Water(Documents.Component("use", $$""" "kind": "usage", "price": 1, "allowance": { "product": ["people", {{people}}] } """));

        TariffPlaces.Compare(Document(2), Document(3), []).ShouldBe([new TariffPlaceChange("services.water.components[use].allowance.product[1]", "2", "3")]);
    }
}
