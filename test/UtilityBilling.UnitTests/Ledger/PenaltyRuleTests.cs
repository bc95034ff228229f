using Shouldly;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Collections.Penalties;
using Xunit;

namespace UtilityBilling.UnitTests.Ledger;

public sealed class PenaltyRuleTests
{
    [Theory]
    [InlineData("100.00", "5.00")] // 5 % of 100.00
    [InlineData("9.99", "0")] // below the smallest debt
    [InlineData("10.00", "0.50")]
    public void The_fee_is_taken_of_the_unpaid_part_from_the_smallest_debt_on(string unpaid, string penalty) =>
        new PenaltyRule(new Late(unpaid => Math.Round(unpaid * 0.05m, 2, MidpointRounding.AwayFromZero)), 10, 10m).AmountOn(decimal.Parse(unpaid, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(decimal.Parse(penalty, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_flat_penalty_is_never_more_than_what_is_unpaid()
    {
        var rule = new PenaltyRule(new Late(_ => 10m), 10, 0m);
        rule.AmountOn(50m).ShouldBe(10m);
        rule.AmountOn(4m).ShouldBe(4m);
        rule.AmountOn(0m).ShouldBe(0m);
    }

    [Fact]
    public void A_bill_due_on_the_first_with_ten_days_of_grace_is_penalised_on_the_twelfth_and_not_on_the_eleventh()
    {
        var rule = new PenaltyRule(new Late(_ => 10m), 10, 0m);
        var due = new DateOnly(2026, 3, 1);
        (due < rule.DueBefore(new DateOnly(2026, 3, 11))).ShouldBeFalse();
        (due < rule.DueBefore(new DateOnly(2026, 3, 12))).ShouldBeTrue();
    }

    [Fact]
    public void The_split_over_services_sums_to_the_penalty_and_the_largest_takes_the_odd_cent() =>
        // 10.00 over 20.00, 20.00 and 50.01: 2.2219…, 2.2219… and the rest.
        PenaltyRule.Split(10m, [20m, 20m, 50.01m]).ShouldBe([2.22m, 2.22m, 5.56m]);

    private sealed record Late(Func<decimal, decimal> Figure) : AdoptedFee("late", "Late charge", "fees-2026", "Res. 7", "")
    {
        public override decimal On(decimal onAmount) => Figure(onAmount);
    }
}
