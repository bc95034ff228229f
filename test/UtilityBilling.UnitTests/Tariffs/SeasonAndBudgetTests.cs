using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Seasons, ranges, water budgets and whatever else an ordinance counts; every amount worked out by hand.</summary>
public sealed class SeasonAndBudgetTests
{
    private const string Seasons = """ "seasons": { "summer": { "label": { "en": "Summer", "es": "Verano" }, "from": "05-01", "through": "09-30" } }, """;
    private const string BySeason = """ "kind": "usage", "price": { "bySeason": { "summer": 5, "*": 3 } } """;

    [Theory]
    [InlineData("2026-04-30", 30)]
    [InlineData("2026-05-01", 50)]
    [InlineData("2026-09-30", 50)]
    [InlineData("2026-10-01", 30)]
    public void A_season_holds_from_its_first_to_its_last_day_by_the_bill_date(string billDate, int amount) =>
        Rate(Season("billDate", BySeason), new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), 10m, Date(billDate)).Single().Amount.ShouldBe(amount);

    [Fact]
    public void A_season_may_run_over_the_new_year()
    {
        var tariff = Compile(""" "seasons": { "winter": { "label": { "en": "Winter", "es": "Invierno" }, "from": "11-01", "through": "03-31" } }, """, "billDate", """ "kind": "usage", "price": { "bySeason": { "winter": 2, "*": 4 } } """);
        var (from, to) = (new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31));
        new[] { "2026-10-31", "2026-11-01", "2027-02-28", "2027-03-31", "2027-04-01" }.Select(d => Rate(tariff, from, to, 10m, Date(d)).Single().Amount).ShouldBe([40m, 20m, 20m, 20m, 40m]);
    }

    [Fact]
    public void Split_by_days_each_season_prices_the_usage_of_its_days()
    {
        // 21 April to 21 May: 10 days before May, 20 in May. 30 ccf: 10 × 3 + 20 × 5.
        var lines = Rate(Season("splitByDays", BySeason), new DateOnly(2026, 4, 21), new DateOnly(2026, 5, 21), 30m);
        lines.Select(l => (l.From, l.To, l.Quantity, l.Amount)).ShouldBe([(Date("2026-04-21"), Date("2026-05-01"), 10m, 30m), (Date("2026-05-01"), Date("2026-05-21"), 20m, 100m)]);
    }

    [Fact]
    public void A_service_without_prices_by_season_is_not_split_when_a_season_turns() =>
        Rate(Season("splitByDays", """ "kind": "usage", "price": 3 """), new DateOnly(2026, 4, 21), new DateOnly(2026, 5, 21), 30m).Single().Amount.ShouldBe(90m);

    [Fact]
    public void A_cap_of_the_winter_average_by_season_splits_the_days_too()
    {
        // 12 ccf, capped at 20 in the 10 days of April and at 5 in the 20 days of May: 12 × 10/30 and 5 × 20/30 = 3.333.
        var tariff = Documents.Compile(Documents.Services($$"""
            "water": { "label": { "en": "W", "es": "W" }, "unit": "ccf", "rateKey": "splitByDays", "distribution": {{Documents.Shares}}, "mayCutWater": true,
              "winterAverage": { "minimumReads": 1, "rounding": { "mode": "halfUp", "decimals": 1 }, "cap": { "bySeason": { "summer": 5, "*": 20 } } },
              "components": [ {{Documents.Component("sewer", """ "kind": "usage", "quantity": "winterAverage", "price": 1 """)}} ] }
            """, Seasons));
        Rate(tariff, new DateOnly(2026, 4, 21), new DateOnly(2026, 5, 21), null, facts: ("winterAverage", 12m)).Select(l => l.Amount).ShouldBe([4m, 3.33m]);
    }

    [Fact]
    public void Split_by_days_an_older_document_prices_each_season_by_its_days_whatever_its_own_date()
    {
        // February 13 to March 10 in winter, then the old document's rest of the year, then the new one: 25, 32 and 6 of 63 days of 63 ccf.
        const string winter = """ "seasons": { "winter": { "label": { "en": "W", "es": "W" }, "from": "11-01", "through": "03-09" } }, """;
        var old = Compile(winter, "billDate", """ "kind": "usage", "price": { "bySeason": { "winter": 2, "*": 4 } } """);
        var present = Documents.Compile(Document("", "splitByDays", unit: true, """ "kind": "usage", "price": 1 """).Replace("test-2026", "test-2027", StringComparison.Ordinal).Replace("2026-01-01", "2026-04-11", StringComparison.Ordinal));
        var lines = new List<RatedLine>();
        new RatingBook([old, present]).Rate(Input(new(2026, 2, 13), new(2026, 4, 17), 63m, new(2026, 4, 16)), lines).ShouldBeNull();
        lines.Select(l => (l.From, l.Quantity, l.Amount)).ShouldBe([(Date("2026-02-13"), 25m, 50m), (Date("2026-03-10"), 32m, 128m), (Date("2026-04-11"), 6m, 6m)]);
    }

    [Theory]
    [InlineData("days", "31 / 30 → 2; 2 at 1.00")]
    [InlineData("share", "45 / 30 → 2; 2 at 1.00")]
    public void A_count_of_any_fact_can_be_read_aloud(string fact, string words) =>
        Rate(Compile("", "billDate", $$""" "kind": "perUnit", "price": 1, "per": "bill", "count": { "fact": "{{fact}}", "divideBy": 30, "rounding": { "mode": "up", "decimals": 0 } } """), March, April, 0m, facts: ("share", 45m))
            .Single().Explain("en").ShouldBe(words);

    [Theory]
    [InlineData("0", "3.10")]
    [InlineData("2500", "3.10")]
    [InlineData("2500.5", "6.20")]
    [InlineData("6000", "6.20")]
    [InlineData("6001", "9.30")]
    public void A_range_holds_up_to_and_including_its_end(string squareFeet, string amount)
    {
        var tariff = Compile("", "billDate", """
            "kind": "fixed", "per": "bill", "price": { "byRange": "imperviousSqFt", "ranges": [ { "from": 0, "to": 2500, "value": 3.10 }, { "from": 2500, "to": 6000, "value": 6.20 }, { "from": 6000, "value": 9.30 } ] }
            """);
        Rate(tariff, March, April, 0m, facts: ("imperviousSqFt", Number(squareFeet))).Single().Amount.ShouldBe(Number(amount));
    }

    [Theory]
    [InlineData(10, 10)] // all of it at 1.00
    [InlineData(11, 22)] // all of it at 2.00
    public void A_price_may_hang_on_the_usage_itself_and_then_holds_for_all_of_it(int usage, int amount) =>
        Rate(Compile("", "billDate", """ "kind": "usage", "price": { "byRange": "usage", "ranges": [ { "from": 0, "to": 10, "value": 1 }, { "from": 10, "value": 2 } ] } """), March, April, usage).Single().Amount.ShouldBe(amount);

    [Fact]
    public void A_range_asks_for_its_fact_by_name()
    {
        var tariff = Compile("", "billDate", """ "kind": "fixed", "per": "bill", "price": { "byRange": "acres", "ranges": [ { "from": 0, "value": 1 } ] } """);
        tariff.Rate(Input(March, April, 1m), []).ShouldNotBeNull().Values["fact"].ShouldBe("acres");
    }

    [Fact]
    public void A_water_budget_is_people_days_and_garden_and_its_tiers_are_parts_of_it()
    {
        // Indoors 3 people × 30 days × 55 gallons = 4,950 gallons / 748 = 6.617… → 6.62 ccf. Garden 1,200 sq ft × 5.2 inches × 0.5 = 3,120 / 1,200 = 2.6 ccf.
        // Budget 9.22 ccf. 12 ccf: 9.22 at 2.00 = 18.44; to 125 % (11.525): 2.305 at 4.00 = 9.22; 0.475 at 8.00 = 3.80. Total 31.46.
        var tariff = Compile("", "billDate", """
            "kind": "usage",
            "scaleBy": { "sum": [
              { "product": ["people", "days", 55], "divideBy": 748, "rounding": { "mode": "halfUp", "decimals": 2 } },
              { "product": ["gardenSqFt", "et", 0.5], "divideBy": 1200, "rounding": { "mode": "halfUp", "decimals": 2 } } ] },
            "tiers": [ { "from": 0, "to": 1, "price": 2 }, { "from": 1, "to": 1.25, "price": 4 }, { "from": 1.25, "price": 8 } ]
            """);
        var line = Rate(tariff, March, new DateOnly(2026, 3, 31), 12m, facts: [("people", 3m), ("gardenSqFt", 1200m), ("et", 5.2m)]).Single();
        line.Amount.ShouldBe(31.46m);
        line.Explain("en").ShouldBe("3 × 30 × 55 / 748 → 6.62; 1200 × 5.2 × 0.5 / 1200 → 2.6; 6.62 + 2.6 → 9.22; 9.22 ccf at 2.00; 2.305 ccf at 4.00; 0.475 ccf at 8.00");
        LineArithmetic.Recompute(line).ShouldBe(31.46m);
    }

    [Fact]
    public void Square_feet_may_be_priced_in_tiers_without_a_meter()
    {
        // 4,200 sq ft / 1,000 up to 5: the first 3 at 1.50, 2 at 1.00.
        var tariff = Compile("", "billDate", """
            "kind": "usage", "quantity": { "fact": "imperviousSqFt", "divideBy": 1000, "rounding": { "mode": "up", "decimals": 0 } },
            "tiers": [ { "from": 0, "to": 3, "price": 1.50 }, { "from": 3, "price": 1 } ]
            """, unit: false);
        var line = Rate(tariff, March, April, null, facts: ("imperviousSqFt", 4200m)).Single();
        (line.Quantity, line.Unit, line.Amount).ShouldBe((5m, null, 6.50m));
    }

    [Theory]
    [InlineData("2026-07-01", "14.00")] // capped at 7 in summer
    [InlineData("2026-12-01", "24.00")]
    public void A_summer_cap_holds_in_summer_only(string billDate, string amount)
    {
        var tariff = Season("billDate", """ "kind": "usage", "price": 2, "maximumQuantity": { "bySeason": { "summer": 7, "*": 1000 } } """);
        Rate(tariff, March, April, 12m, Date(billDate)).Single().Amount.ShouldBe(Number(amount));
    }

    [Theory]
    [InlineData("residential", "18.00")] // 90 % of 10 at 2.00
    [InlineData("commercial", "20.00")]
    public void A_share_of_usage_may_hang_on_the_class(string @class, string amount)
    {
        var tariff = Compile("", "billDate", """ "kind": "usage", "price": 2, "share": { "byClass": { "residential": 0.9, "commercial": 1 } } """);
        Rate(tariff, March, April, 10m, @class: @class).Single().Amount.ShouldBe(Number(amount));
    }

    [Fact]
    public void A_daily_rate_is_rounded_and_taken_for_each_day()
    {
        // 20.00 / 30 = 0.67 a day; × 10 days = 6.70, where 20 × 10/30 would be 6.67. The whole period costs its price.
        var proration = """ "kind": "fixed", "price": 20, "per": "bill", "proration": { "method": "days", "scale": ["fixed"], "standardDays": 30, "dailyRounding": { "mode": "halfUp", "decimals": 2 } } """;
        var tariff = Compile("", "billDate", proration);
        Rate(tariff, March, new DateOnly(2026, 3, 11), 0m).Single().Amount.ShouldBe(6.70m);
        Rate(tariff, March, new DateOnly(2026, 3, 31), 0m).Single().Amount.ShouldBe(20.00m);
    }

    [Fact]
    public void Usage_of_another_service_is_billed_in_the_own_unit()
    {
        // 10 ccf of water = 7,480 gallons = 7.48 thousand; at 2.00 = 14.96.
        var tariff = Documents.Compile(Documents.Services($$"""
            "water": { "label": { "en": "w", "es": "w" }, "unit": "ccf", "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true, "components": [ {{Documents.Component("use", """ "kind": "usage", "price": 1 """)}} ] },
            "state": { "label": { "en": "s", "es": "s" }, "unit": "kgal", "usageFrom": "water", "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true, "components": [ {{Documents.Component("fee", """ "kind": "usage", "price": 2 """)}} ] }
            """).Replace("\"gal\": {", "\"kgal\": { \"label\": { \"en\": \"k\", \"es\": \"k\" }, \"gallons\": 1000 }, \"gal\": {", StringComparison.Ordinal));
        var lines = new List<RatedLine>();
        tariff.Rate(new RatingInput { From = March, To = April, BillDate = April, Agreements = [new RatingAgreement { Service = "water", Usage = 10m }, new RatingAgreement { Service = "state" }] }, lines).ShouldBeNull();
        lines.Select(l => (l.Service, l.Quantity, l.Amount)).ShouldBe([("water", 10m, 10.00m), ("state", 7.48m, 14.96m)]);
    }

    [Theory]
    [InlineData("2026-02-15", "2026-04-15", "60.00")] // two whole months, though 59 days
    [InlineData("2026-02-15", "2026-03-01", "16.00")] // 15 to 30 February: 16 of 60
    [InlineData("2026-03-01", "2026-04-15", "44.00")] // the rest: 30 + 14
    [InlineData("2026-03-31", "2026-04-15", "15.00")] // the 31st is the 30th: 1 + 14
    public void By_months_every_month_counts_as_thirty_days_and_parts_sum_to_the_whole(string from, string to, string amount)
    {
        var tariff = Compile("", "billDate", """ "kind": "fixed", "price": 60, "per": "bill", "proration": { "method": "months", "scale": ["fixed"] } """);
        var input = new RatingInput { From = Date(from), To = Date(to), BillDate = Date(to), PeriodFrom = Date("2026-02-15"), PeriodTo = Date("2026-04-15"), PeriodMonths = 2, Agreements = [new RatingAgreement { Service = "water" }] };
        var lines = new List<RatedLine>();
        tariff.Rate(input, lines).ShouldBeNull();
        lines.Single().Amount.ShouldBe(Number(amount));
    }

    [Theory]
    [InlineData("2026-03-11", null, "30.00")]         // new, and new counts as whole
    [InlineData(null, "2026-03-11", "10.00")]         // final: 10 of 30 days
    [InlineData("2026-03-11", "2026-03-21", "10.00")] // both: the end is not forgiven
    public void A_period_may_count_as_whole_when_it_is_short_for_one_reason_and_not_for_the_other(string? began, string? ended, string amount)
    {
        var tariff = Compile("", "billDate", """ "kind": "fixed", "price": 30, "per": "bill", "proration": { "method": "days", "scale": ["fixed"], "whole": ["new"] } """);
        var agreement = new RatingAgreement { Service = "water", From = began is null ? null : Date(began), To = ended is null ? null : Date(ended) };
        var lines = new List<RatedLine>();
        tariff.Rate(new RatingInput { From = March, To = new DateOnly(2026, 3, 31), BillDate = April, Agreements = [agreement] }, lines).ShouldBeNull();
        lines.Single().Amount.ShouldBe(Number(amount));
    }

    [Fact]
    public void A_discount_may_be_an_amount_for_each_day_of_service()
    {
        // 31 days × 0.10 = 3.10 off 20.00.
        var tariff = Compile("", "billDate", """ "kind": "fixed", "price": 20, "per": "bill" """, """ "kind": "discount", "enrolment": "senior", "amount": 0.10, "per": "day", "of": ["water"] """);
        Rate(tariff, March, April, 0m, discounts: ["senior"]).Select(l => l.Amount).ShouldBe([20.00m, -3.10m]);
    }

    [Theory]
    [InlineData(""" "seasons": { "a": { "label": { "en": "a", "es": "a" }, "from": "05-01", "through": "09-30" }, "b": { "label": { "en": "b", "es": "b" }, "from": "09-30", "through": "10-31" } }, """, """ "kind": "fixed", "price": 1, "per": "bill" """, "seasonOverlap")]
    [InlineData(""" "seasons": { "a": { "label": { "en": "a", "es": "a" }, "from": "02-30", "through": "09-30" } }, """, """ "kind": "fixed", "price": 1, "per": "bill" """, "notAYearDay")]
    [InlineData(Seasons, """ "kind": "fixed", "price": { "bySeason": { "summer": 1 } }, "per": "bill" """, "seasonGap")]
    [InlineData(Seasons, """ "kind": "fixed", "price": { "bySeason": { "fall": 1, "*": 1 } }, "per": "bill" """, "notDeclared")]
    [InlineData("", """ "kind": "fixed", "price": { "bySeason": { "*": 1 } }, "per": "bill" """, null)]
    [InlineData("", """ "kind": "fixed", "price": { "byRange": "x", "ranges": [ { "from": 0, "to": 5, "value": 1 }, { "from": 6, "value": 2 } ] }, "per": "bill" """, "tierGap")]
    [InlineData("", """ "kind": "fixed", "price": { "byRange": "x", "ranges": [] }, "per": "bill" """, "tiersEmpty")]
    [InlineData("", """ "kind": "perUnit", "price": 1, "per": "bill", "count": { "product": ["a"] } """, "partsCount")]
    [InlineData("", """ "kind": "perUnit", "price": 1, "per": "bill", "count": { "product": ["a", "b"], "fact": "c" } """, "countNeedsOne")]
    [InlineData("", """ "kind": "fixed", "price": 1, "per": "bill", "proration": { "method": "months", "scale": ["fixed"], "standardDays": 30 } """, "monthsHaveNoDays")]
    [InlineData("", """ "kind": "fixed", "price": 1, "per": "bill", "proration": { "method": "days", "scale": ["fixed"], "whole": ["rateChange"] } """, "unknownWord")]
    [InlineData("", """ "kind": "usage", "price": 1, "share": 0 """, "notPositive")]
    [InlineData("", """ "kind": "usage", "price": 1, "share": 1, "quantity": { "fact": "a" } """, "countHasNoShare")]
    public void What_cannot_be_meant_is_refused(string seasons, string component, string? code) =>
        TariffReader.Read(Document(seasons, "billDate", unit: true, component)).Problems.Select(p => p.Code).ShouldBe(code is null ? [] : [code]);

    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly DateOnly April = new(2026, 4, 1);

    private static DateOnly Date(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static decimal Number(string figure) => decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture);

    private static CompiledTariff Season(string rateKey, string component) => Compile(Seasons, rateKey, component);

    private static CompiledTariff Compile(string seasons, string rateKey, params string[] components) => Documents.Compile(Document(seasons, rateKey, unit: true, components));

    private static CompiledTariff Compile(string seasons, string rateKey, string component, bool unit) => Documents.Compile(Document(seasons, rateKey, unit, component));

    private static string Document(string seasons, string rateKey, bool unit, params string[] components) => Documents.Services($$"""
        "water": {
          "label": { "en": "Water", "es": "Agua" }, {{(unit ? "\"unit\": \"ccf\"," : "")}} "rateKey": "{{rateKey}}", "distribution": {{Documents.Shares}}, "mayCutWater": true,
          "components": [ {{string.Join(", ", components.Select((c, i) => Documents.Component($"c{i}", c)))}} ]
        }
        """, seasons);

    private static RatingInput Input(DateOnly from, DateOnly to, decimal? usage, DateOnly? billDate = null, string? @class = null, string[]? discounts = null, params (string Name, decimal Value)[] facts) => new()
    {
        From = from,
        To = to,
        BillDate = billDate ?? to,
        Agreements = [new RatingAgreement { Service = "water", Usage = usage, Class = @class, Discounts = [.. (discounts ?? []).Select(d => new Enrolled(d))], Facts = facts.ToDictionary(f => f.Name, f => FactValue.Of(f.Value)) }],
    };

    private static List<RatedLine> Rate(CompiledTariff tariff, DateOnly from, DateOnly to, decimal? usage, DateOnly? billDate = null, string? @class = null, string[]? discounts = null, params (string Name, decimal Value)[] facts)
    {
        var lines = new List<RatedLine>();
        tariff.Rate(Input(from, to, usage, billDate, @class, discounts, facts), lines).ShouldBeNull();
        return lines;
    }
}
