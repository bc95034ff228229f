using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Totals from unrounded parts, percentages of unrounded lines, and bills without cents. Every amount worked out by hand.</summary>
public sealed class TotalRoundingTests
{
    [Fact]
    public void Rounded_at_the_bill_the_total_comes_from_unrounded_parts()
    {
        // 3 × 1.004 = 3.012 → 3.01, while three rounded lines would make 3.00. Running totals: 1.00, 2.01, 3.01.
        var lines = Lines(AtBill(2), Fixed("water", "1.004"), Fixed("sewer", "1.004"), Fixed("storm", "1.004"));
        lines.Select(l => l.Amount).ShouldBe([1.00m, 1.01m, 1.00m]);
        lines.ShouldAllBe(l => LineArithmetic.Recompute(l) == l.Amount);
    }

    [Fact]
    public void Rounded_line_by_line_the_same_bill_is_a_cent_less() =>
        Lines("", Fixed("water", "1.004"), Fixed("sewer", "1.004"), Fixed("storm", "1.004")).Sum(l => l.Amount).ShouldBe(3.00m);

    [Fact]
    public void A_bill_may_go_without_cents() =>
        Lines(AtBill(0), Fixed("water", "14.20"), Fixed("sewer", "6.30")).Select(l => l.Amount).ShouldBe([14m, 7m]); // 20.50 → 21

    [Fact]
    public void A_service_with_a_rounding_of_its_own_stays_out_of_the_bills() =>
        Lines(AtBill(0), Fixed("water", "14.20"), Fixed("sewer", "6.30", """ "rounding": { "mode": "halfUp", "decimals": 2, "at": "line" }, """)).Select(l => l.Amount).ShouldBe([14m, 6.30m]);

    [Fact]
    public void Rounding_at_the_bill_belongs_to_the_document() =>
        TariffReader.Read(Documents.Services(Fixed("water", "1", """ "rounding": { "mode": "halfUp", "decimals": 2, "at": "bill" }, """))).Problems.Single().Code.ShouldBe("roundingInsideBill");

    [Theory]
    [InlineData("", "1.68")] // 50 % of 3.35 = 1.675
    [InlineData(""", "ofUnrounded": true """, "1.67")] // 50 % of 3.333 × 1.005 = 3.349665, that is 1.6748325
    public void A_percentage_takes_rounded_lines_unless_the_ordinance_says_otherwise(string rest, string amount)
    {
        var tariff = Documents.Compile(Documents.Water(
            Documents.Component("usage", """ "kind": "usage", "price": 1.005 """) + ", " + Documents.Component("tax", """ "kind": "percent", "percent": 50, "of": ["water"] """ + rest)));
        Rate(tariff, new RatingAgreement { Service = "water", Usage = 3.333m }).Select(l => l.Amount).ShouldBe([3.35m, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)]);
    }

    [Fact]
    public void An_amount_off_is_never_of_unrounded_charges() =>
        TariffReader.Read(Documents.Water(Documents.Component("off", """ "kind": "discount", "enrolment": "senior", "amount": 1, "of": ["water"], "ofUnrounded": true """))).Problems.Select(p => p.Code).ShouldBe(["amountIsOfRounded"]);

    private static string AtBill(int decimals) => $$""" "rounding": { "mode": "halfUp", "decimals": {{decimals}}, "at": "bill" }, """;

    private static string Fixed(string service, string price, string rules = "") => $$"""
        "{{service}}": { "label": { "en": "{{service}}", "es": "{{service}}" }, "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true, {{rules}}
          "components": [ {{Documents.Component("base", $$""" "kind": "fixed", "price": {{price}}, "per": "bill" """)}} ] }
        """;

    private static List<RatedLine> Lines(string rounding, params string[] services)
    {
        var tariff = Documents.Compile(Documents.Services(string.Join(", ", services), rounding));
        return Rate(tariff, [.. tariff.Document.Services.Select(s => new RatingAgreement { Service = s.Id })]);
    }

    private static List<RatedLine> Rate(CompiledTariff tariff, params RatingAgreement[] agreements)
    {
        var lines = new List<RatedLine>();
        tariff.Rate(new RatingInput { From = new(2026, 3, 1), To = new(2026, 5, 1), BillDate = new(2026, 5, 1), Agreements = agreements }, lines).ShouldBeNull();
        return lines;
    }
}
