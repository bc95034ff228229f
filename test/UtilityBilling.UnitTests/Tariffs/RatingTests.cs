using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

public sealed class RatingTests
{
    private static readonly DateOnly From = new(2026, 3, 1);
    private static readonly DateOnly To = new(2026, 5, 1); // 61 days

    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("9.999", "10.00")]   // 9.999 × 1 = 9.999
    [InlineData("10", "10.00")]
    [InlineData("10.001", "10.00")]  // 10 + 0.001 × 2.50 = 10.0025
    [InlineData("10.01", "10.03")]   // 10 + 0.01 × 2.50 = 10.025, half up
    [InlineData("20", "35.00")]      // 10 + 10 × 2.50
    [InlineData("20.01", "35.01")]   // 35 + 0.01 × 0.75 = 35.0075: a declining last tier
    [InlineData("1000", "770.00")]   // 35 + 980 × 0.75
    public void A_tier_ends_exactly_at_its_edge(string usage, string amount) =>
        Amount(Tiered(), "usage", Agreement(usage)).ShouldBe(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Tiers_as_wide_as_the_number_of_units_are_scaled()
    {
        // Four units: tier 1 holds 40. 50 = 40 × 1 + 10 × 2.50 = 65.
        var tariff = Tiered(""" "scaleBy": { "fact": "units" }, """);
        Amount(tariff, "usage", Agreement("50", ("units", FactValue.Of(4m)))).ShouldBe(65m);
    }

    [Theory]
    [InlineData("5/8", "residential", 15)] // 10 × 1 + 5 × 1
    [InlineData("1", "residential", 30)]
    [InlineData("1", "commercial", 45)]
    public void Tiers_and_prices_may_hang_on_size_and_class(string size, string @class, int amount)
    {
        var tariff = Compile(Usage("""
            "tiers": { "byMeterSize": { "5/8": [ { "from": 0, "price": 1 } ], "1": { "byClass": { "residential": [ { "from": 0, "price": 2 } ], "commercial": [ { "from": 0, "price": 3 } ] } } } }
            """));
        Amount(tariff, "usage", new RatingAgreement { Service = "water", MeterSize = size, Class = @class, Usage = 15m }).ShouldBe(amount);
    }

    [Fact]
    public void An_allowance_comes_before_the_tiers_and_is_shown_at_no_price()
    {
        // 12.5 − 5 included = 7.5 at 1.00.
        var line = Line(Tiered(""" "allowance": 5, """), "usage", Agreement("12.5"));
        line.Amount.ShouldBe(7.50m);
        line.Explain("en").ShouldBe("5 ccf at 0.00 (included); 7.5 ccf at 1.00");
        line.Explain("es").ShouldBe("5 ccf a 0.00 (incluido); 7.5 ccf a 1.00");
    }

    [Theory]
    [InlineData("winterUsage", "8,9,30", "8.5")]  // the 30 is dropped
    [InlineData("winterUsage", "1,1,1", "3")]     // 1 is raised to the floor
    [InlineData("winterUsage", "50,60,70", "20")] // 55 is lowered to the cap
    [InlineData("winterUsage", "8", "6")]         // too few: the default
    [InlineData("winterUsage", "", "6")]
    [InlineData("winterAverage", "7.5", "7.5")]   // computed before
    public void Sewer_bills_last_winters_average_within_its_limits(string fact, string values, string quantity)
    {
        var tariff = Compile(Usage(""" "quantity": "winterAverage", "price": 1.00 """),
            """ "winterAverage": { "dropHighest": 1, "minimumReads": 3, "rounding": { "mode": "halfUp", "decimals": 1 }, "default": 6, "floor": 3, "cap": 20 }, """);
        var reads = values.Length == 0 ? [] : values.Split(',').Select(v => decimal.Parse(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var value = fact == "winterAverage" ? FactValue.Of(reads[0]) : FactValue.Of(reads);
        Line(tariff, "usage", Agreement("99", (fact, value))).Quantity.ShouldBe(decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Too_few_winter_reads_without_a_default_are_refused()
    {
        var tariff = Compile(Usage(""" "quantity": "winterAverage", "price": 1.00 """), """ "winterAverage": { "minimumReads": 2, "rounding": { "mode": "halfUp", "decimals": 1 } }, """);
        Refused(tariff, Agreement("9", ("winterUsage", FactValue.Of([8m])))).Code.ShouldBe("Billing:Rating.tooFewReads");
    }

    [Theory]
    [InlineData(2640, "up", 1)]
    [InlineData(3000, "up", 1)]
    [InlineData(3001, "up", 2)]   // any portion counts
    [InlineData(4499, "halfUp", 1)]
    [InlineData(4500, "halfUp", 2)]
    [InlineData(0, "up", 1)]      // never less than one
    public void Impervious_area_becomes_service_units_by_the_ordinances_rounding(int area, string rounding, int units)
    {
        var tariff = Compile(Component("storm", $$""" "kind": "perUnit", "per": "month", "price": 6.34, "count": { "fact": "imperviousSqFt", "divideBy": 3000, "rounding": { "mode": "{{rounding}}", "decimals": 0 }, "minimum": 1 } """));
        var line = Line(tariff, "storm", Agreement("0", ("imperviousSqFt", FactValue.Of((decimal)area))));
        line.Quantity.ShouldBe(units);
        line.Amount.ShouldBe(units * 12.68m); // 2 months × 6.34
    }

    [Theory]
    [InlineData("halfUp", "0.03")]
    [InlineData("halfEven", "0.02")]
    [InlineData("truncate", "0.02")]
    [InlineData("up", "0.03")]
    public void A_half_cent_falls_by_the_rule(string mode, string amount)
    {
        // 0.5 × 0.05 = 0.025.
        var tariff = Compile(Usage($$""" "price": 0.05, "rounding": { "mode": "{{mode}}", "decimals": 2, "at": "line" } """));
        Amount(tariff, "usage", Agreement("0.5")).ShouldBe(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Rounding_at_the_tier_rounds_every_tier_and_at_the_service_only_the_total()
    {
        const string tiers = """ "tiers": [ { "from": 0, "to": 1, "price": 0.014 }, { "from": 1, "price": 0.014 } ] """;
        // Tier: 0.014 → 0.01 twice = 0.02. Line: 0.028 → 0.03.
        Amount(Compile(Usage(tiers + """, "rounding": { "mode": "halfUp", "decimals": 2, "at": "tier" } """)), "usage", Agreement("2")).ShouldBe(0.02m);
        Amount(Compile(Usage(tiers)), "usage", Agreement("2")).ShouldBe(0.03m);

        // Two lines of 0.014 each: 0.01 + 0.02 (the second carries 0.004 on) = 0.03, the rounded total of 0.028.
        var service = Compile(Component("a", """ "kind": "usage", "price": 0.014 """) + "," + Component("b", """ "kind": "usage", "price": 0.014 """), """ "rounding": { "mode": "halfUp", "decimals": 2, "at": "service" }, """);
        Lines(service, Agreement("1")).Select(l => l.Amount).ShouldBe([0.01m, 0.02m]);
    }

    [Fact]
    public void A_percentage_takes_charges_less_discounts_and_rounds_for_itself()
    {
        // 33.33 − 10 % (3.333 → 3.33) = 30.00; 5 % = 1.50; the discount needs the enrolment.
        var tariff = Compile(string.Join(',',
            Component("base", """ "kind": "fixed", "per": "bill", "price": 33.33 """),
            Component("tax", """ "kind": "percent", "percent": 5, "of": ["water"], "rounding": { "mode": "truncate", "decimals": 2, "at": "line" } """),
            Component("off", """ "kind": "discount", "enrolment": "senior", "percent": 10, "of": ["water"] """)));
        Lines(tariff, Enrolled("0", ["senior"])).Select(l => (l.Component, l.Amount)).ShouldBe([("base", 33.33m), ("tax", 1.50m), ("off", -3.33m)]);
        Lines(tariff, Enrolled("0", [])).Select(l => (l.Component, l.Amount)).ShouldBe([("base", 33.33m), ("tax", 1.66m)]); // 1.6665 truncated
        Refused(tariff, Agreement("0")).Values["fact"].ShouldBe("discounts");
    }

    [Fact]
    public void A_flat_discount_never_pays_more_than_was_charged()
    {
        var tariff = Compile(Component("use", """ "kind": "usage", "price": 1 """) + "," + Component("off", """ "kind": "discount", "enrolment": "senior", "amount": 5, "of": ["water"] """));
        Amount(tariff, "off", Enrolled("3", ["senior"])).ShouldBe(-3m);
        Amount(tariff, "off", Enrolled("30", ["senior"])).ShouldBe(-5m);
    }

    [Theory]
    [InlineData("5", "15.00", "20.00")]   // 5 is raised to 20
    [InlineData("30", null, "30.00")]
    [InlineData("80", "-20.00", "60.00")] // 80 is lowered to 60
    public void Minimum_and_maximum_bills_are_lines_of_their_own(string usage, string? extra, string total)
    {
        var tariff = Compile(string.Join(',', Component("use", """ "kind": "usage", "price": 1 """),
            Component("min", """ "kind": "minimum", "amount": 20, "of": ["bill"] """), Component("max", """ "kind": "maximum", "amount": 60, "of": ["bill"] """)));
        var lines = Lines(tariff, Agreement(usage));
        lines.Skip(1).Select(l => l.Amount).ShouldBe(extra is null ? [] : [decimal.Parse(extra, System.Globalization.CultureInfo.InvariantCulture)]);
        lines.Sum(l => l.Amount).ShouldBe(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_multiplier_on_the_price_rounds_the_price_first()
    {
        // 3.51 × 1.5 = 5.265 → 5.27; × 2 = 10.54.
        var tariff = Compile(Usage(""" "price": 3.51, "multipliers": [ { "when": { "facts": { "outside": true } }, "by": 1.5, "on": "price", "rounding": { "mode": "halfUp", "decimals": 2 } } ] """));
        var line = Line(tariff, "usage", Agreement("2", ("outside", FactValue.Of(true))));
        line.Amount.ShouldBe(10.54m);
        line.Explain("en").ShouldBe("2 ccf at 5.27 (instead of 3.51)");
    }

    [Fact]
    public void Usage_may_be_cut_to_whole_steps_shared_and_limited()
    {
        Line(Compile(Usage(""" "price": 1 """), """ "usageRounding": { "step": 1, "mode": "truncate" }, """), "usage", Agreement("12.9")).Quantity.ShouldBe(12m);
        Line(Compile(Usage(""" "price": 1, "share": 0.9 """)), "usage", Agreement("10")).Quantity.ShouldBe(9m);
        Line(Compile(Usage(""" "price": 1, "minimumQuantity": 4 """)), "usage", Agreement("1")).Quantity.ShouldBe(4m);
        Line(Compile(Usage(""" "price": 1, "maximumQuantity": 4 """)), "usage", Agreement("9")).Quantity.ShouldBe(4m);
    }

    [Fact]
    public void Usage_of_another_service_is_converted_into_the_own_unit()
    {
        // 748 gal of water are 1 ccf of sewer, at 10.00.
        string Service(string id, string unit, string more) => $$"""
            "{{id}}": { "label": { "en": "x", "es": "x" }, "unit": "{{unit}}", "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true, {{more}} "components": [ {{Usage(""" "price": 10 """)}} ] }
            """;
        var tariff = Documents.Compile(Documents.Services(Service("water", "gal", "") + "," + Service("sewer", "ccf", """ "usageFrom": "water", """)));
        var lines = new List<RatedLine>();
        tariff.Rate(new RatingInput { From = From, To = To, BillDate = To, Agreements = [new() { Service = "water", Usage = 748m }, new() { Service = "sewer" }] }, lines).ShouldBeNull();
        lines.Select(l => l.Amount).ShouldBe([7480m, 10m]);
        lines[1].Explain("en").ShouldBe("748 → 1; 1 ccf at 10.00");
    }

    [Fact]
    public void Tiers_counted_by_the_day_follow_the_days_once()
    {
        // 20 of 61 days: the tier holds 0.1 × 20 = 2, not 2 × 20/61. 5 = 2 × 1.00 + 3 × 10.00 = 32.00.
        var tariff = Compile(Usage(""" "tierWidthsPer": "day", "tiers": [ { "from": 0, "to": 0.1, "price": 1 }, { "from": 0.1, "price": 10 } ] """), """ "proration": { "method": "days", "scale": ["tiers"] }, """);
        var lines = new List<RatedLine>();
        tariff.Rate(new RatingInput { From = From, To = From.AddDays(20), PeriodFrom = From, PeriodTo = To, BillDate = To, Agreements = [Agreement("5")] }, lines).ShouldBeNull();
        lines.Single().Amount.ShouldBe(32m);
    }

    [Theory]
    [InlineData(""" { "fact": "area", "divideBy": 1000, "rounding": { "mode": "up", "decimals": 0 } } """, "1.97", "4.03")]         // 6 thousand: 6 × 20/61 = 1.967 and 4.033 at 1.00, once and not twice
    [InlineData(""" { "product": ["people", "days"], "divideBy": 10, "rounding": { "mode": "up", "decimals": 0 } } """, "6.00", "13.00")] // 3 people × 20 days, and × 41: the days are in it
    public void A_counted_quantity_is_charged_once_where_a_rate_change_splits_the_bill(string count, string before, string after)
    {
        string Document(string name, string effective) => Documents.Water(Usage($$""" "quantity": {{count}}, "price": 1 """))
            .Replace("billDate", "splitByDays", StringComparison.Ordinal).Replace("test-2026", name, StringComparison.Ordinal).Replace("2026-01-01", effective, StringComparison.Ordinal);
        var book = new RatingBook([Documents.Compile(Document("old", "2025-01-01")), Documents.Compile(Document("new", "2026-03-21"))]);
        var lines = new List<RatedLine>();
        book.Rate(Input(Agreement("0", ("area", FactValue.Of(6000m)), ("people", FactValue.Of(3m)))), lines).ShouldBeNull();
        lines.Select(l => l.Amount).ShouldBe([decimal.Parse(before, System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(after, System.Globalization.CultureInfo.InvariantCulture)]);
    }

    [Fact]
    public void A_budget_that_counts_the_days_is_not_cut_by_the_days_again()
    {
        // 20 of 61 days: the budget is 0.1 × 20 = 2 ccf. 5 = 2 × 1.00 + 3 × 10.00 = 32.00.
        var tariff = Compile(Usage(""" "scaleBy": { "product": ["days", 0.1] }, "tiers": [ { "from": 0, "to": 1, "price": 1 }, { "from": 1, "price": 10 } ] """), """ "proration": { "method": "days", "scale": ["tiers"] }, """);
        var lines = new List<RatedLine>();
        tariff.Rate(new RatingInput { From = From, To = From.AddDays(20), PeriodFrom = From, PeriodTo = To, BillDate = To, Agreements = [Agreement("5")] }, lines).ShouldBeNull();
        lines.Single().Amount.ShouldBe(32m);
    }

    [Fact]
    public void Usage_that_would_be_negative_or_a_price_that_is_nowhere_is_refused()
    {
        Refused(Tiered(), Agreement("-1")).Code.ShouldBe("Billing:Rating.negativeUsage");
        var bySize = Compile(Component("base", """ "kind": "fixed", "per": "bill", "price": { "byMeterSize": { "5/8": 1, "1": 2 } } """));
        var refusal = Refused(bySize, new RatingAgreement { Service = "water", MeterSize = "12" });
        refusal.Code.ShouldBe("Billing:Rating.noPrice");
        refusal.Sentence("en").ShouldBe("water has no price for meterSize “12”. Correct the meterSize or amend the tariff.");
        Refused(Tiered(), new RatingAgreement { Service = "gas" }).Code.ShouldBe("Billing:Rating.noTariff");
    }

    private static string Component(string id, string rest) => Documents.Component(id, rest);

    private static string Usage(string rest) => Component("usage", """ "kind": "usage", """ + rest);

    private static CompiledTariff Compile(string components, string rules = "") => Documents.Compile(Documents.Water(components, rules));

    private static CompiledTariff Tiered(string more = "") =>
        Compile(Usage(more + """ "tiers": [ { "from": 0, "to": 10, "price": 1.00 }, { "from": 10, "to": 20, "price": 2.50 }, { "from": 20, "price": 0.75 } ] """));

    private static RatingAgreement Agreement(string usage, params (string Name, FactValue Value)[] facts) =>
        new() { Service = "water", Usage = decimal.Parse(usage, System.Globalization.CultureInfo.InvariantCulture), Facts = facts.ToDictionary(f => f.Name, f => f.Value) };

    private static RatingAgreement Enrolled(string usage, string[] discounts) =>
        new() { Service = "water", Usage = decimal.Parse(usage, System.Globalization.CultureInfo.InvariantCulture), Discounts = [.. discounts.Select(d => new Rating.Enrolled(d))] };

    private static RatingInput Input(RatingAgreement agreement) => new() { From = From, To = To, BillDate = To, Agreements = [agreement] };

    private static List<RatedLine> Lines(CompiledTariff tariff, RatingAgreement agreement)
    {
        var lines = new List<RatedLine>();
        tariff.Rate(Input(agreement), lines).ShouldBeNull();
        foreach (var line in lines)
            LineArithmetic.Recompute(line).ShouldBe(line.Amount);
        return lines;
    }

    private static RatedLine Line(CompiledTariff tariff, string component, RatingAgreement agreement) => Lines(tariff, agreement).Single(l => l.Component == component);

    private static decimal Amount(CompiledTariff tariff, string component, RatingAgreement agreement) => Line(tariff, component, agreement).Amount;

    private static RatingRefusal Refused(CompiledTariff tariff, RatingAgreement agreement)
    {
        var lines = new List<RatedLine>();
        var refusal = tariff.Rate(Input(agreement), lines);
        lines.ShouldBeEmpty();
        return refusal.ShouldNotBeNull();
    }
}
