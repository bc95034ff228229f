using System.Globalization;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>Sentences of docs/tariffs.md that are easily read in two ways: small bills worked out by hand, which both engines must come to.</summary>
public sealed class SecondEngineByHandTests
{
    private static readonly DateOnly March = new(2026, 3, 1);

    [Theory]
    [InlineData("", "10 6 7 2")]                          // 10 % of 10 + 6 + 7 = 2.30; so far 23.10 + 2.30 = 25.40
    [InlineData(""" , "ofUnrounded": true """, "10 6 7 2")] // 10 % of 10.40 + 5.30 + 7.40 = 2.31; 25.41
    public void A_total_of_the_bill_is_rounded_and_each_line_carries_its_fraction_to_the_next(string unrounded, string amounts) =>
        // 10.40 → 10; 15.70 → 16, so 6; 23.10 → 23, so 7; 25.40 → 25, so 2.
        Amounts(BillTotal(unrounded, ""), Of("water", 1m), Of("sewer"), Of("tax")).ShouldBe(amounts);

    [Fact]
    public void A_service_with_a_rounding_of_its_own_stays_out_of_the_bills_total() =>
        // 10.40 → 10; 15.70 → 16; sewer 7.40 by itself; tax 10 % of 23.40 = 2.34; so far 15.70 + 2.34 = 18.04 → 18, so 2.
        Amounts(BillTotal("", """ "rounding": { "mode": "halfUp", "decimals": 2, "at": "line" }, """), Of("water", 1m), Of("sewer"), Of("tax")).ShouldBe("10 6 7.4 2");

    [Fact]
    public void Under_a_total_of_the_bill_one_charge_goes_agreement_by_agreement_before_the_next()
    {
        // Two meters: base 10.40 → 10, base 20.80 → 21, so 11; use 5.30: 26.10 → 26, so 5; use 31.40 → 31, so 5.
        Amounts(BillTotal("", ""), Of("water", 1m), Of("water", 1m)).ShouldBe("10 5 11 5");
    }

    [Theory]
    [InlineData("line", "", "2.23 1.12")]                             // half of 2.23 = 1.115
    [InlineData("line", """ , "ofUnrounded": true """, "2.23 1.11")] // half of 2.227 = 1.1135
    [InlineData("tier", """ , "ofUnrounded": true """, "2.23 1.12")] // the tiers' 1.11 + 1.12 stay rounded
    public void A_percentage_of_unrounded_lines_takes_them_before_their_own_last_rounding(string at, string unrounded, string amounts) =>
        Amounts(Documents.Water(string.Join(',',
                Documents.Component("use", $$""" "kind": "usage", "rounding": { "mode": "halfUp", "decimals": 2, "at": "{{at}}" }, "tiers": [ { "from": 0, "to": 1, "price": 1.111 }, { "from": 1, "price": 1.116 } ] """),
                Documents.Component("half", $""" "kind": "percent", "percent": 50, "of": ["water.use"] {unrounded} """))),
            Of("water", 2m)).ShouldBe(amounts);

    [Theory]
    [InlineData("""{ "value": 9.22 }""", "45.88")] // 6.62 × 2 + 2.60 × 4 + 2.78 × 8
    [InlineData("""{ "value": 5 }""", "56.28")]    // the second tier is empty: 6.62 × 2 + 5.38 × 8
    [InlineData("9", "46.76")]                     // a figure after a counted end: 6.62 × 2 + 2.38 × 4 + 3.00 × 8
    [InlineData("6", "56.28")]                     // a figure below it
    public void A_tier_may_end_at_a_count_and_be_empty(string end, string amount) =>
        // 3 people × 30 days × 55 / 748 = 6.617… → 6.62. A scale of ten widens figures only, and with tiers per month nothing is widened that is counted.
        Amounts(Documents.Water(Documents.Component("use", $$"""
            "kind": "usage", "tiers": [
              { "from": 0, "to": { "product": ["people", "days", 55], "divideBy": 748, "rounding": { "mode": "halfUp", "decimals": 2 } }, "price": 2 },
              { "to": {{end}}, "price": 4 },
              { {{(end.StartsWith('{') ? "" : $"\"from\": {end},")}} "price": 8 } ]
            """)), Of("water", 12m)).ShouldBe(amount);

    [Fact]
    public void A_counted_end_is_not_scaled_and_a_figure_is() =>
        // To 6.62 at 2.00 = 13.24; to 2 × 4 = 8: 1.38 at 4.00 = 5.52; 4 at 8.00 = 32.00.
        Amounts(Documents.Water(Documents.Component("use", """
            "kind": "usage", "scaleBy": { "value": 4 }, "tiers": [ { "from": 0, "to": { "product": ["people", "days", 55], "divideBy": 748, "rounding": { "mode": "halfUp", "decimals": 2 } }, "price": 2 },
              { "to": 2, "price": 4 }, { "from": 2, "price": 8 } ]
            """)), Of("water", 12m)).ShouldBe("50.76");

    [Theory]
    [InlineData(""" "allowance": { "product": ["people", "days", 0.1] }, "scaleBy": { "value": 2 }, "price": 2 """, "6")]  // 12 less 3 × 30 × 0.1 = 9
    [InlineData(""" "allowance": 4, "scaleBy": { "value": 2 }, "price": 2 """, "8")]                                        // 12 less 4 × 2
    [InlineData(""" "minimumQuantity": { "product": ["people", 5] }, "price": 2 """, "30")]                                  // 15
    [InlineData(""" "maximumQuantity": { "sum": [ { "fact": "people" }, { "value": 2.5 } ] }, "price": 2 """, "11")]        // 5.5
    [InlineData(""" "quantity": { "difference": [ { "fact": "area", "divideBy": 1000, "rounding": { "mode": "up", "decimals": 0 } }, { "fact": "people" }, { "value": 0.5 } ] }, "price": 2 """, "3")] // 5 − 3 − 0.5
    [InlineData(""" "quantity": { "difference": [ { "fact": "people" }, { "value": 4 } ], "minimum": 0.5 }, "price": 2 """, "1")]   // never below 0, then at least 0.5
    public void Quantities_may_be_counted(string rules, string amount) => Amounts(Documents.Water(Documents.Component("use", $""" "kind": "usage", {rules} """)), Of("water", 12m)).ShouldBe(amount);

    [Theory]
    [InlineData(""" "quantity": { "fact": "area", "divideBy": 1000, "rounding": { "mode": "up", "decimals": 0 } } """, "10")] // 5 × 10/30 = 1.667, at 6.00
    [InlineData(""" "quantity": { "fact": "days" } """, "60")]                                                                       // the days are in it: 10 at 6.00
    [InlineData(""" "allowance": { "fact": "people" } """, "66")]            // 12 less 3 × 10/30 = 11
    [InlineData(""" "allowance": { "product": ["people", "days", 0.1] } """, "54")] // 12 less 3 × 10 × 0.1 = 9
    [InlineData(""" "maximumQuantity": { "fact": "people" } """, "6")]
    [InlineData(""" "maximumQuantity": { "product": ["people", "days", 0.1] } """, "18")]
    public void What_is_counted_follows_the_days_once(string rules, string amount)
    {
        var document = Documents.Water(Documents.Component("use", $""" "kind": "usage", {rules}, "price": 6 """), """ "proration": { "method": "days", "scale": ["fixed", "allowances", "limits"], "standardDays": 30 }, """);
        Amounts(document, Bill(March.AddDays(10), Of("water", 12m))).ShouldBe(amount);
    }

    [Theory]
    [InlineData("2026-03-31", "billDate", "12")]   // by the old document, which goes by the bill's date
    [InlineData("2026-04-11", "billDate", "8 16")]    // the new one says by days: 20 of 30 days at 1.00 × 12, 10 of 30 at 4.00 × 12
    public void The_document_in_force_at_the_bills_date_says_which_date_picks_the_price(string billDate, string oldKey, string amounts)
    {
        string Document(string name, string effective, string key, int price) => Documents.Water(Documents.Component("use", $""" "kind": "usage", "price": {price} """))
            .Replace("billDate", key, StringComparison.Ordinal).Replace("test-2026", name, StringComparison.Ordinal).Replace("2026-01-01", effective, StringComparison.Ordinal);
        Amounts([Document("old", "2025-01-01", oldKey, 1), Document("new", "2026-04-01", "splitByDays", 4)],
            new RatingInput { From = new(2026, 3, 12), To = new(2026, 4, 11), BillDate = DateOnly.ParseExact(billDate, "yyyy-MM-dd", CultureInfo.InvariantCulture), Agreements = [Of("water", 12m)] }).ShouldBe(amounts);
    }

    [Theory]
    [InlineData(""" "amount": 1, "per": "day", "enrolledDays": true """, "2026-03-01", "2026-03-11", "2026-03-06", "2026-03-16", "40 -15")] // a day counts once: 15
    [InlineData(""" "amount": 1, "per": "day", "enrolledDays": true """, "2026-03-01", "2026-03-11", "2026-03-21", "2026-03-26", "40 -15")] // 10 + 5
    [InlineData(""" "percent": 50, "enrolledDays": true """, "2026-02-01", "2026-03-07", "2026-03-30", "2026-05-01", "40 -4.67")]       // 20 × (6 + 1) / 30
    [InlineData(""" "percent": 50 """, "2026-02-01", "2026-03-07", "2026-03-30", "2026-05-01", "40 -20")]                                   // 30 March is the last day
    [InlineData(""" "percent": 50 """, "2026-02-01", "2026-03-07", "2026-03-10", "2026-03-30", "40")]                                       // and 30 March is not in it
    [InlineData(""" "amount": 60, "per": "month", "enrolledDays": true """, "2026-03-01", "2026-03-16", "2026-04-10", "2026-05-01", "40 -40")] // 60 × 2 × 15/30, no more than was charged
    [InlineData(""" "amount": 0, "enrolledDays": true """, "2026-03-01", "2026-03-16", "2026-04-10", "2026-05-01", "40")]
    [InlineData(""" "amount": 0 """, "2026-03-01", "2026-05-16", "2026-06-10", "2026-07-01", "40")]
    [InlineData(""" "percent": 0 """, "2026-03-01", "2026-05-16", "2026-06-10", "2026-07-01", "40")]
    public void Two_enrolments_in_a_programme_count_each_day_once(string off, string from, string to, string again, string until, string amounts)
    {
        static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Amounts([Discounted(off)], Off(new("senior", Day(from), Day(to)), new("senior", Day(again), Day(until)))).ShouldBe(amounts);
    }

    [Fact]
    public void A_cap_of_the_winter_average_that_hangs_on_a_season_splits_the_period_by_days()
    {
        // 21 April to 21 May: 10 days of 12 and 20 days of the summer's 5.
        var document = Documents.Services($$"""
            "sewer": { "label": { "en": "s", "es": "s" }, "unit": "ccf", "rateKey": "splitByDays", "distribution": {{Documents.Shares}}, "mayCutWater": true,
              "winterAverage": { "minimumReads": 1, "rounding": { "mode": "halfUp", "decimals": 1 }, "default": 6, "cap": { "bySeason": { "summer": 5, "*": 20 } } },
              "components": [ {{Documents.Component("use", """ "kind": "usage", "quantity": "winterAverage", "price": 1 """)}} ] }
            """, """ "seasons": { "summer": { "label": { "en": "s", "es": "v" }, "from": "05-01", "through": "09-30" } }, """);
        Amounts(document, new RatingInput { From = new(2026, 4, 21), To = new(2026, 5, 21), BillDate = new(2026, 5, 21), Agreements = [Of("sewer")], Facts = Facts }).ShouldBe("4 3.33");
    }

    private static readonly Dictionary<string, FactValue> Facts = new()
    {
        ["people"] = FactValue.Of(3m),
        ["area"] = FactValue.Of(4_200m),
        ["winterAverage"] = FactValue.Of(12m),
    };

    private static string BillTotal(string unrounded, string sewerRules) => Documents.Services($$"""
        "water": { "label": { "en": "w", "es": "w" }, "unit": "ccf", "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true,
          "components": [ {{Documents.Component("base", """ "kind": "fixed", "per": "bill", "price": 10.40 """)}}, {{Documents.Component("use", """ "kind": "usage", "price": 5.30 """)}} ] },
        "sewer": { "label": { "en": "s", "es": "s" }, "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true, {{sewerRules}}
          "components": [ {{Documents.Component("base", """ "kind": "fixed", "per": "bill", "price": 7.40 """)}} ] },
        "tax": { "label": { "en": "t", "es": "t" }, "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true,
          "components": [ {{Documents.Component("tax", $""" "kind": "percent", "percent": 10, "of": ["bill"] {unrounded} """)}} ] }
        """, """ "rounding": { "mode": "halfUp", "decimals": 0, "at": "bill" }, """);

    private static RatingAgreement Of(string service, decimal? usage = null) => new() { Service = service, Usage = usage, Discounts = [] };

    /// <summary>A bill of thirty days.</summary>
    private static RatingInput Bill(DateOnly to, params RatingAgreement[] agreements) => new() { From = March, To = to, BillDate = to, Agreements = agreements, Facts = Facts };

    private static string Amounts(string document, params RatingAgreement[] agreements) => Amounts(document, Bill(March.AddDays(30), agreements));

    private static string Amounts(string document, RatingInput input) => Amounts([document], input);

    private static string Amounts(string[] documents, RatingInput input)
    {
        var (lines, refusal) = new SecondEngine(documents).Rate(input);
        refusal.ShouldBeNull();
        var rated = new List<RatedLine>();
        RandomTariff.Book(documents).Rate(input, rated).ShouldBeNull();
        rated.ShouldAllBe(l => LineArithmetic.Recompute(l) == l.Amount);
        rated.ForEach(l => l.Explain("es").ShouldNotBeEmpty());
        Told(rated.Select(l => l.Amount)).ShouldBe(Told(lines.Select(l => l.Amount)), "the first engine, then the second");
        return Told(lines.Select(l => l.Amount));
    }

    /// <summary>Amounts in a row, without what is nothing behind the point.</summary>
    private static string Told(IEnumerable<decimal> amounts) => string.Join(' ', amounts.Select(a => a.ToString("0.##", CultureInfo.InvariantCulture)));

    private static RatingInput Off(params Enrolled[] enrolled) =>
        new() { From = March, To = March.AddDays(30), BillDate = March.AddDays(30), Facts = Facts, Agreements = [new RatingAgreement { Service = "water", Discounts = enrolled }] };

    private static string Discounted(string off) => Documents.Water(Documents.Component("base", """ "kind": "fixed", "per": "bill", "price": 40 """) + "," + Documents.Component("off", $""" "kind": "discount", "enrolment": "senior", "of": ["water"], {off} """));
}
