using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Enrolments that begin or end inside a bill, and temporary stops. September and October are 61 days; every amount worked out by hand.</summary>
public sealed class EnrolledDaysTests
{
    private static readonly DateOnly From = new(2026, 9, 1);
    private static readonly DateOnly To = new(2026, 11, 1);

    [Theory]
    [InlineData(""" "amount": 0.50, "per": "day" """, "-10.50")] // 21 × 0.50
    [InlineData(""" "amount": 10 """, "-3.44")] // 10 × 21 ÷ 61 = 3.4426
    [InlineData(""" "percent": 50 """, "-6.89")] // 20 × 21 ÷ 61 = 6.8852
    public void A_discount_by_enrolled_days_counts_the_days_of_the_enrolment(string discount, string amount) =>
        Off(discount, byDays: true, new Enrolled("senior", new(2026, 9, 10), new(2026, 10, 1))).ShouldBe(Number(amount));

    [Fact]
    public void Of_two_enrolments_in_one_bill_each_day_counts_once() =>
        Off(""" "amount": 1, "per": "day" """, byDays: true, new("senior", null, new(2026, 9, 3)), new("senior", new(2026, 9, 2), new(2026, 9, 4)), new("senior", new(2026, 10, 31), null)).ShouldBe(-4m); // 1, 2, 3 September and 31 October

    [Fact]
    public void Enrolled_on_all_days_the_discount_is_whole() =>
        Off(""" "percent": 50 """, byDays: true, new Enrolled("senior")).ShouldBe(-20m);

    [Theory]
    [InlineData("2026-10-31", 0)] // the last day of the bill is 31 October: the enrolment ended before it
    [InlineData("2026-11-01", -20)]
    public void Without_days_who_is_enrolled_on_the_last_day_has_the_whole_discount(string end, int amount) =>
        Off(""" "percent": 50 """, byDays: false, new Enrolled("senior", new(2026, 9, 10), DateOnly.ParseExact(end, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))).ShouldBe(amount);

    [Fact]
    public void Who_moves_out_is_enrolled_until_their_own_last_day()
    {
        var agreement = new RatingAgreement { Service = "water", To = new(2026, 10, 1), Discounts = [new("senior", null, new(2026, 10, 1))] };
        Rate(Tariff(""" "percent": 50 """, byDays: false), agreement).Sum(l => l.Amount).ShouldBe(20m);
    }

    [Theory]
    [InlineData("[\"stop\"]", false, "14.75")] // 30 × 30 ÷ 61 = 14.754
    [InlineData("[\"stop\"]", true, "30.00")]
    [InlineData("[\"final\"]", true, "14.75")] // a stop is no final bill
    [InlineData("[\"final\"]", false, "30.00")]
    public void A_temporary_stop_has_a_rule_of_its_own(string whole, bool stopped, string amount)
    {
        var tariff = Documents.Compile(Documents.Water(Documents.Component("base", $$""" "kind": "fixed", "price": 30, "per": "bill", "proration": { "method": "days", "scale": ["fixed"], "whole": {{whole}} } """)));
        Rate(tariff, new RatingAgreement { Service = "water", To = new(2026, 10, 1), Stopped = stopped }).Single().Amount.ShouldBe(Number(amount));
    }

    private static decimal Off(string discount, bool byDays, params Enrolled[] enrolled) =>
        Rate(Tariff(discount, byDays), new RatingAgreement { Service = "water", Discounts = enrolled }).Where(l => l.Component == "off").Sum(l => l.Amount);

    private static CompiledTariff Tariff(string discount, bool byDays) => Documents.Compile(Documents.Water(
        Documents.Component("base", """ "kind": "fixed", "price": 40, "per": "bill" """) + ", "
        + Documents.Component("off", $$""" "kind": "discount", "enrolment": "senior", {{discount}}, "of": ["water"], "enrolledDays": {{(byDays ? "true" : "false")}} """)));

    private static List<RatedLine> Rate(CompiledTariff tariff, RatingAgreement agreement)
    {
        var lines = new List<RatedLine>();
        tariff.Rate(new RatingInput { From = From, To = To, BillDate = To, Agreements = [agreement] }, lines).ShouldBeNull();
        lines.ShouldAllBe(l => LineArithmetic.Recompute(l) == l.Amount);
        return lines;
    }

    private static decimal Number(string figure) => decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture);
}
