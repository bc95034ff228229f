using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Tiers, allowances and limits that a household's own figures make: people, days, square feet. Every amount worked out by hand.</summary>
public sealed class BudgetTierTests
{
    // 4 people × 31 days × 55 gal = 6,820 gal = 9.12 ccf, rounded 9; 2,000 sq ft × 3.5 in ÷ 1,000 = 7 ccf outdoors.
    private const string Indoor = """{ "product": ["people", "days", 55], "divideBy": 748, "rounding": { "mode": "halfUp", "decimals": 0 } }""";
    private const string Outdoor = """{ "product": ["landscapeSqFt", "evapotranspiration"], "divideBy": 1000, "rounding": { "mode": "halfUp", "decimals": 0 } }""";
    private const string Budget = $$""" "kind": "usage", "tiers": [ { "from": 0, "to": {{Indoor}}, "price": 1 }, { "to": { "sum": [ {{Indoor}}, {{Outdoor}} ] }, "price": 2 }, { "price": 4 } ] """;

    [Theory]
    [InlineData("0", "0")]
    [InlineData("9", "9")] // the whole indoor budget
    [InlineData("9.5", "10")] // 9 × 1 + 0.5 × 2
    [InlineData("16", "23")] // 9 × 1 + 7 × 2
    [InlineData("20", "39")] // 9 × 1 + 7 × 2 + 4 × 4
    public void A_tier_ends_at_the_households_own_budget(string usage, string amount) =>
        Amount(Budget, usage, ("people", 4m), ("landscapeSqFt", 2000m), ("evapotranspiration", 3.5m)).ShouldBe(Number(amount));

    [Fact]
    public void A_budget_of_nothing_leaves_its_tier_empty() =>
        Amount(Budget, "20", ("people", 4m), ("landscapeSqFt", 0m), ("evapotranspiration", 3.5m)).ShouldBe(53m); // 9 × 1 + 11 × 4

    [Fact]
    public void A_figure_may_follow_a_counted_end() =>
        Amount($$""" "kind": "usage", "tiers": [ { "from": 0, "to": {{Indoor}}, "price": 1 }, { "to": 30, "price": 2 }, { "from": 30, "price": 5 } ] """, "35", ("people", 4m)).ShouldBe(76m); // 9 + 21 × 2 + 5 × 5

    [Fact]
    public void A_count_without_days_follows_a_short_period_like_the_tiers()
    {
        // 15 of 30 days: 2 people × 3 ccf are 6, of these 3 at 1.00; the other 2 at 4.00.
        var tariff = """ "kind": "usage", "proration": { "method": "days", "scale": ["tiers"], "standardDays": 30 }, "tiers": [ { "from": 0, "to": { "product": ["people", 3] }, "price": 1 }, { "price": 4 } ] """;
        Lines(tariff, March, March.AddDays(15), "5", ("people", 2m)).Single().Amount.ShouldBe(11m);
    }

    [Fact]
    public void An_allowance_may_be_counted() =>
        Amount(""" "kind": "usage", "price": 1.5, "allowance": { "product": ["people", 2] } """, "10", ("people", 3m)).ShouldBe(6m); // 4 ccf above 6 included

    [Fact]
    public void A_cap_may_be_counted() =>
        Amount(""" "kind": "usage", "price": 2, "maximumQuantity": { "byClass": { "residential": { "product": ["units", 10] }, "*": 900 } } """, "50", ("units", 2m)).ShouldBe(40m);

    [Theory]
    [InlineData(2600, 12)] // 2,100 sq ft above the first 500 are 3 thousands
    [InlineData(300, 0)] // never below nothing
    public void A_difference_takes_away_what_is_free(int squareFeet, int amount) =>
        Amount(""" "kind": "perUnit", "per": "bill", "price": 4, "count": { "difference": [ { "fact": "imperviousSqFt" }, { "value": 500 } ], "divideBy": 1000, "rounding": { "mode": "up", "decimals": 0 } } """, "0", ("imperviousSqFt", squareFeet))
            .ShouldBe(amount);

    [Theory]
    [InlineData("[\"fixed\"]", 3)] // half a period, half the thousands: 1.5 × 2.00
    [InlineData("[]", 6)]
    public void A_counted_quantity_follows_a_short_period_like_a_fixed_charge(string scale, int amount)
    {
        var tariff = $$""" "kind": "usage", "price": 2, "quantity": { "fact": "imperviousSqFt", "divideBy": 1000, "rounding": { "mode": "up", "decimals": 0 } }, "proration": { "method": "days", "scale": {{scale}}, "standardDays": 30 } """;
        Lines(tariff, March, March.AddDays(15), "0", ("imperviousSqFt", 2600m)).Single().Amount.ShouldBe(amount);
    }

    [Theory]
    [InlineData(""" "tiers": [ { "from": 0, "to": { "fact": "people" }, "price": 1 }, { "from": 5, "price": 2 } ] """, "tierAfterCount")]
    [InlineData(""" "tiers": [ { "from": 0, "to": { "fact": "people" }, "price": 1 } ] """, "tierLast")]
    [InlineData(""" "tiers": [ { "from": 0, "to": { "fact": "people" }, "price": 1 }, { "price": 2 }, { "price": 3 } ] """, "tierOpen")]
    [InlineData(""" "price": 1, "allowance": { "difference": [ { "fact": "a" } ] } """, "partsCount")]
    [InlineData(""" "price": 1, "allowance": { "fact": "a", "sum": [ { "fact": "a" }, { "fact": "b" } ] } """, "countNeedsOne")]
    public void A_budget_that_cannot_be_meant_is_refused(string rest, string code) =>
        TariffReader.Read(Documents.Water(Documents.Component("usage", """ "kind": "usage", """ + rest))).Problems.Select(p => p.Code).ShouldContain(code);

    [Fact]
    public void A_missing_figure_of_the_household_is_named()
    {
        var lines = new List<RatedLine>();
        Compile(Budget).Rate(Input(March, March.AddDays(31), "20", [("people", 4m)]), lines)!.Values["fact"].ShouldBe("landscapeSqFt");
        lines.ShouldBeEmpty();
    }

    private static readonly DateOnly March = new(2026, 3, 1);

    private static decimal Amount(string component, string usage, params (string Name, decimal Value)[] facts) => Lines(component, March, March.AddDays(31), usage, facts).Sum(l => l.Amount);

    private static List<RatedLine> Lines(string component, DateOnly from, DateOnly to, string usage, params (string Name, decimal Value)[] facts)
    {
        var lines = new List<RatedLine>();
        Compile(component).Rate(Input(from, to, usage, facts), lines).ShouldBeNull();
        return lines;
    }

    private static CompiledTariff Compile(string component) => Documents.Compile(Documents.Water(Documents.Component("charge", component)));

    private static RatingInput Input(DateOnly from, DateOnly to, string usage, (string Name, decimal Value)[] facts) => new()
    {
        From = from,
        To = to,
        BillDate = to,
        Agreements = [new RatingAgreement { Service = "water", Class = "residential", Usage = Number(usage), Facts = facts.ToDictionary(f => f.Name, f => FactValue.Of(f.Value)) }],
    };

    private static decimal Number(string figure) => decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture);
}
