using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

public sealed class RatingPropertyTests
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20261123UL, 7UL).WithMaxTest(300);
    private static readonly DateOnly Start = new(2026, 3, 1);

    [Fact]
    public void A_distribution_gives_out_every_cent_and_not_one_more()
    {
        var cases = from cents in Gen.Choose(-1_000_000, 1_000_000)
                    from first in Gen.Choose(1, 9_998)
                    from second in Gen.Choose(1, 9_999 - first)
                    from taker in Gen.Choose(0, 2)
                    select (cents / 100m, first / 100m, second / 100m, taker);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var (amount, first, second, taker) = c;
            decimal[] percents = [first, second, 100m - first - second];
            var parts = new Distribution([.. percents.Select((p, i) => new DistributionShare("f", $"{i}", p, i == taker, null))]).Distribute(amount);
            parts.Sum(p => p.Amount).ShouldBe(amount);
            for (var i = 0; i < 3; i++)
                Math.Abs(parts[i].Amount - (amount * percents[i] / 100m)).ShouldBeLessThanOrEqualTo(i == taker ? 0.01m : 0.005m);
        }).Check(Seeded);
    }

    [Fact]
    public void Every_amount_can_be_worked_out_anew_from_the_steps_of_its_line_after_a_journey_through_json()
    {
        var tariff = Documents.Compile(Everything("halfUp"));
        Prop.ForAll(Inputs().ToArbitrary(), input =>
        {
            var lines = Rate(tariff, input);
            var back = RatedLineJson.Read(RatedLineJson.Write(lines));
            back.Count.ShouldBe(lines.Count);
            for (var i = 0; i < back.Count; i++)
            {
                LineArithmetic.Recompute(back[i]).ShouldBe(lines[i].Amount);
                back[i].Steps.Sum(s => s.Amount).ShouldBe(lines[i].Amount);
                decimal.Round(lines[i].Amount, 2).ShouldBe(lines[i].Amount);
                back[i].Explain("es").ShouldBe(lines[i].Explain("es"));
            }
        }).Check(Seeded);
    }

    [Fact]
    public void The_same_input_gives_the_same_lines()
    {
        var (one, other) = (Documents.Compile(Everything("halfUp")), Documents.Compile(Everything("halfUp")));
        Prop.ForAll(Inputs().ToArbitrary(), input => RatedLineJson.Write(Rate(one, input)).ShouldBe(RatedLineJson.Write(Rate(other, input)))).Check(Seeded);
    }

    [Fact]
    public void With_rising_tiers_more_usage_never_costs_less_and_the_tiers_hold_all_of_it()
    {
        var tariff = Documents.Compile(Documents.Water(Documents.Component("usage",
            """ "kind": "usage", "tiers": [ { "from": 0, "to": 4.5, "price": 1.11 }, { "from": 4.5, "to": 12, "price": 2.22 }, { "from": 12, "price": 3.33 } ] """)));
        var pairs = from a in Gen.Choose(0, 40_000) from b in Gen.Choose(0, 40_000) select (Math.Min(a, b) / 1000m, Math.Max(a, b) / 1000m);
        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var (less, more) = (Usage(tariff, pair.Item1), Usage(tariff, pair.Item2));
            less.Amount.ShouldBeLessThanOrEqualTo(more.Amount);
            more.Steps.Where(s => s.Kind == StepKind.Charge).Sum(s => s.Quantity).ShouldBe(pair.Item2);
        }).Check(Seeded);
    }

    [Theory]
    [InlineData("halfUp")]
    [InlineData("halfEven")]
    [InlineData("truncate")]
    [InlineData("up")]
    public void The_parts_of_a_period_cost_what_the_whole_costs_to_the_cent(string mode)
    {
        var tariff = Documents.Compile(Everything(mode));
        var cuts = from length in Gen.Choose(2, 92) from cut in Gen.Choose(1, length - 1) from price in Gen.Choose(1, 12) select (length, cut, price);
        Prop.ForAll(cuts.ToArbitrary(), c =>
        {
            decimal Part(int from, int to) => Rate(tariff, Whole(c.length, c.price, from, to)).Where(l => l.Component is "base" or "storm").Sum(l => l.Amount);
            (Part(0, c.cut) + Part(c.cut, c.length)).ShouldBe(Part(0, c.length));
        }).Check(Seeded);
    }

    [Theory]
    [InlineData("line")]
    [InlineData("tier")]
    public void Three_parts_of_a_period_cost_what_the_whole_costs_also_where_tiers_are_rounded(string at)
    {
        var tariff = Documents.Compile(Documents.Water(Documents.Component("base", """ "kind": "fixed", "per": "month", "price": 7.777, "multipliers": [ { "when": { "meterSize": ["1"] }, "by": 1.333, "on": "line" } ] """),
            $$""" "rounding": { "mode": "halfUp", "decimals": 2, "at": "{{at}}" }, "proration": { "method": "days", "scale": ["fixed"], "standardDays": 30 }, """));
        var cuts = from length in Gen.Choose(3, 92) from first in Gen.Choose(1, length - 2) from second in Gen.Choose(first + 1, length - 1) select (length, first, second);
        Prop.ForAll(cuts.ToArbitrary(), c =>
        {
            decimal Part(int from, int to) => Rate(tariff, Whole(c.length, 1, from, to)).Sum(l => l.Amount);
            (Part(0, c.first) + Part(c.first, c.second) + Part(c.second, c.length)).ShouldBe(Part(0, c.length));
        }).Check(Seeded);
    }

    [Fact]
    public void Days_over_the_calendar_periods_days_is_the_part_that_is_charged()
    {
        // 20 of 61 days of 10.00 = 3.2787 → 3.28.
        var tariff = Documents.Compile(Documents.Water(Documents.Component("base", """ "kind": "fixed", "per": "bill", "price": 10 """), """ "proration": { "method": "days", "scale": ["fixed"] }, """));
        var line = Rate(tariff, Whole(61, 1, 0, 20)).Single();
        line.Amount.ShouldBe(3.28m);
        line.Explain("en").ShouldBe("1 at 10.00 × 20/61 days");
        line.Explain("es").ShouldBe("1 a 10.00 × 20/61 días");
    }

    [Theory]
    [InlineData(25, "8.33")]  // 25/30
    [InlineData(26, "10.00")] // from 26 to 35 days a month counts as whole
    [InlineData(35, "10.00")]
    [InlineData(36, "12.00")] // 36/30
    public void A_period_within_the_usual_length_counts_as_whole(int days, string amount)
    {
        var tariff = Documents.Compile(Documents.Water(Documents.Component("base", """ "kind": "fixed", "per": "bill", "price": 10 """),
            """ "proration": { "method": "days", "scale": ["fixed"], "standardDays": 30, "fullFrom": 26, "fullTo": 35 }, """));
        Rate(tariff, Whole(days, 1, 0, days)).Single().Amount.ShouldBe(decimal.Parse(amount, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_rate_change_inside_the_period_splits_by_days_where_the_tariff_says_so()
    {
        string Document(string name, string effective, decimal price) => Documents.Water(
                Documents.Component("base", $""" "kind": "fixed", "per": "bill", "price": {price * 10} """) + "," + Documents.Component("use", $""" "kind": "usage", "price": {price} """))
            .Replace("billDate", "splitByDays", StringComparison.Ordinal).Replace("test-2026", name, StringComparison.Ordinal).Replace("2026-01-01", effective, StringComparison.Ordinal);
        var book = new RatingBook([Documents.Compile(Document("old", "2025-01-01", 1m)), Documents.Compile(Document("new", "2026-03-21", 2m))]);

        // 20 of 60 days at the old, 40 at the new price: base 10 × 20/60 = 3.33 and 20 × 40/60 = 13.33; usage 10 ccf: 3.333 × 1 = 3.33 and 6.667 × 2 = 13.33.
        var lines = new List<RatedLine>();
        book.Rate(new RatingInput { From = Start, To = Start.AddDays(60), BillDate = Start.AddDays(60), Agreements = [new RatingAgreement { Service = "water", Usage = 10m }] }, lines).ShouldBeNull();
        lines.Select(l => (l.Tariff, l.Component, l.Quantity, l.Amount)).ShouldBe([("old", "base", 1m, 3.33m), ("old", "use", 3.333m, 3.33m), ("new", "base", 1m, 13.33m), ("new", "use", 6.667m, 13.33m)]);
        lines.ForEach(l => LineArithmetic.Recompute(l).ShouldBe(l.Amount));
    }

    [Fact]
    public void Two_documents_for_one_service_from_one_date_are_refused()
    {
        var one = Documents.Water(Documents.Component("a", """ "kind": "fixed", "per": "bill", "price": 1 """));
        var error = Should.Throw<UtilityBilling.Errors.BusinessException>(() => new RatingBook([Documents.Compile(one), Documents.Compile(one.Replace("test-2026", "other", StringComparison.Ordinal))]));
        error.Code.ShouldBe(RatingBook.TwoOnOneDate);
        error.Values["tariffs"].ShouldBe("other, test-2026");
    }

    [Fact]
    public void A_percentage_may_be_of_a_service_in_another_document_and_a_circle_between_documents_is_refused()
    {
        string Tax(string name, string other) => Documents.Services($$"""
            "{{name}}": { "label": { "en": "x", "es": "x" }, "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": false,
              "components": [ {{Documents.Component("tax", $""" "kind": "percent", "percent": 10, "of": ["{other}"] """)}} ] }
            """, $""" "otherServices": ["water", "one", "two"], """).Replace("test-2026", name, StringComparison.Ordinal);
        var water = Documents.Compile(Documents.Water(Documents.Component("use", """ "kind": "usage", "price": 2 """)));
        RatingInput Both(string service) => new() { From = Start, To = Start.AddDays(30), BillDate = Start, Agreements = [new RatingAgreement { Service = "water", Usage = 7m }, new RatingAgreement { Service = service }] };

        // 10 % of 7 × 2.00.
        var lines = new List<RatedLine>();
        new RatingBook([water, Documents.Compile(Tax("one", "water"))]).Rate(Both("one"), lines).ShouldBeNull();
        lines[1].Amount.ShouldBe(1.40m);

        new RatingBook([water, Documents.Compile(Tax("one", "two.tax")), Documents.Compile(Tax("two", "one.tax"))]).Rate(Both("one"), lines).ShouldNotBeNull().Reason.ShouldBe("circle");
        new RatingBook([water, Documents.Compile(Tax("one", "two"))]).Rate(Both("one"), lines).ShouldNotBeNull().Reason.ShouldBe("serviceNotPriced");
        lines.Count.ShouldBe(2);
    }

    private static string Everything(string mode) => Documents.Water(string.Join(',',
        Documents.Component("base", """ "kind": "fixed", "per": "month", "price": { "byMeterSize": { "5/8": 7.77, "1": 12.345 } }, "multipliers": [ { "when": { "facts": { "outside": "true" } }, "by": 1.37, "on": "line" } ] """),
        Documents.Component("storm", """ "kind": "perUnit", "per": "year", "price": 76.09, "count": { "fact": "imperviousSqFt", "divideBy": 3000, "rounding": { "mode": "up", "decimals": 0 }, "minimum": 1 } """),
        Documents.Component("use", """ "kind": "usage", "allowance": 2, "tiers": [ { "from": 0, "to": 5, "price": 1.234567 }, { "from": 5, "price": 2.5 } ], "minimumAmount": 3 """),
        Documents.Component("daily", """ "kind": "fixed", "per": "day", "price": 0.0715 """),
        Documents.Component("off", """ "kind": "discount", "enrolment": "senior", "percent": 12.5, "of": ["water"] """),
        Documents.Component("low", """ "kind": "minimum", "amount": 25, "of": ["bill"] """),
        Documents.Component("tax", """ "kind": "percent", "percent": 3.75, "of": ["water"] """)),
        $$""" "rounding": { "mode": "{{mode}}", "decimals": 2, "at": "line" }, "proration": { "method": "days", "scale": ["fixed", "tiers", "allowances", "limits"] }, """);

    private static Gen<RatingInput> Inputs() =>
        from length in Gen.Choose(1, 92)
        from cut in Gen.Choose(0, length - 1)
        from usage in Gen.Choose(0, 60_000)
        from area in Gen.Choose(0, 30_000)
        from flags in Gen.Choose(0, 7)
        select Input(length, cut, length, usage / 1000m, area, flags);

    private static RatingInput Whole(int length, int area, int from, int to) => Input(length, from, to, 5m, area * 1_000, 2);

    private static RatingInput Input(int length, int from, int to, decimal usage, int area, int flags) => new()
    {
        From = Start.AddDays(from),
        To = Start.AddDays(to),
        PeriodFrom = Start,
        PeriodTo = Start.AddDays(length),
        BillDate = Start.AddDays(length),
        Facts = new Dictionary<string, FactValue> { ["outside"] = FactValue.Of((flags & 1) != 0), ["imperviousSqFt"] = FactValue.Of((decimal)area) },
        Agreements = [new RatingAgreement { Service = "water", MeterSize = (flags & 2) != 0 ? "1" : "5/8", Usage = usage, Discounts = (flags & 4) != 0 ? [new("senior")] : [] }],
    };

    private static RatedLine Usage(CompiledTariff tariff, decimal usage) => Rate(tariff, Input(61, 0, 61, usage, 0, 0)).Single();

    private static List<RatedLine> Rate(CompiledTariff tariff, RatingInput input)
    {
        var lines = new List<RatedLine>();
        tariff.Rate(input, lines).ShouldBeNull();
        return lines;
    }
}
