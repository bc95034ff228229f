using Shouldly;
using UtilityBilling.Collections.Penalties;
using Xunit;

namespace UtilityBilling.UnitTests.Ledger;

public sealed class PenaltyRuleTests
{
    [Theory]
    [InlineData("100.00", "5.00")] // 5 % of 100.00
    [InlineData("33.33", "1.67")] // 1.6665 is rounded away from zero
    [InlineData("9.99", "0")] // below the smallest debt
    [InlineData("10.00", "0.50")]
    public void A_percentage_is_taken_of_the_unpaid_part_in_cents(string unpaid, string penalty) =>
        new PenaltyRule(IsPercent: true, 5m, 10, 10m).AmountOn(decimal.Parse(unpaid, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(decimal.Parse(penalty, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_flat_penalty_is_never_more_than_what_is_unpaid()
    {
        var rule = new PenaltyRule(IsPercent: false, 10m, 10, 0m);
        rule.AmountOn(50m).ShouldBe(10m);
        rule.AmountOn(4m).ShouldBe(4m);
        rule.AmountOn(0m).ShouldBe(0m);
    }

    [Fact]
    public void A_bill_due_on_the_first_with_ten_days_of_grace_is_penalised_on_the_twelfth_and_not_on_the_eleventh()
    {
        var rule = new PenaltyRule(IsPercent: false, 10m, 10, 0m);
        var due = new DateOnly(2026, 3, 1);
        (due < rule.DueBefore(new DateOnly(2026, 3, 11))).ShouldBeFalse();
        (due < rule.DueBefore(new DateOnly(2026, 3, 12))).ShouldBeTrue();
    }

    [Fact]
    public void The_split_over_services_sums_to_the_penalty_and_the_largest_takes_the_odd_cent() =>
        // 10.00 over 20.00, 20.00 and 50.01: 2.2219…, 2.2219… and the rest.
        PenaltyRule.Split(10m, [20m, 20m, 50.01m]).ShouldBe([2.22m, 2.22m, 5.56m]);
}
