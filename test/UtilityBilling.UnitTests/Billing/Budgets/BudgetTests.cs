using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using UtilityBilling.Billing.Budgets;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Budgets;

public sealed class BudgetTests
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20261124UL, 7UL).WithMaxTest(300);
    private static readonly BudgetRules Rules = new(Months: 12, MinMonths: 6, Rounding: 1m, TrendPercent: 0m);

    [Fact]
    public void An_amount_is_spread_by_weight_and_the_last_cents_go_where_most_was_cut_off()
    {
        // 100 × 1/3 = 33.333…, three times: the cent goes to the first.
        BudgetSpread.Of(100m, [10m, 10m, 10m]).ShouldBe([33.34m, 33.33m, 33.33m]);
        // 80 × 60/92.35 = 51.976, × 24.35 = 21.094, × 8 = 6.930.
        BudgetSpread.Of(80m, [60m, 24.35m, 8m]).ShouldBe([51.98m, 21.09m, 6.93m]);
    }

    [Fact]
    public void No_part_gets_nothing() => BudgetSpread.Of(1m, [0.01m, 500m]).ShouldBe([0.01m, 0.99m]);

    [Fact]
    public void A_spread_sums_to_the_amount_and_no_part_is_far_from_its_share()
    {
        var cases = Gen.Choose(1, 12).SelectMany(n => Gen.Choose(1, 100_000).ListOf(n)).SelectMany(parts => Gen.Choose(10_000, 100_000).Select(amount => (Parts: parts.Select(p => p / 100m).ToList(), Amount: amount / 100m)));
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var shares = BudgetSpread.Of(c.Amount, c.Parts);
            shares.Sum().ShouldBe(c.Amount);
            shares.ShouldAllBe(s => s > 0);
            // A cent for what was cut off, and one for each part that would have got nothing.
            foreach (var (share, weight) in shares.Zip(c.Parts))
                Math.Abs(share - c.Amount * weight / c.Parts.Sum()).ShouldBeLessThan(0.01m * c.Parts.Count + 0.01m);
        }).Check(Seeded);
    }

    [Theory]
    [InlineData("2026-03-10", 3, "2027-03-01")]
    [InlineData("2026-03-10", 4, "2026-04-01")]
    [InlineData("2026-03-01", 3, "2027-03-01")]
    [InlineData("2026-12-31", 1, "2027-01-01")]
    [InlineData("2026-02-28", 12, "2026-12-01")]
    public void A_year_ends_with_the_next_first_of_its_month(string settled, int month, string next) =>
        BudgetReckoner.NextTrueUp(DateOnly.Parse(settled, null), month).ShouldBe(DateOnly.Parse(next, null));

    [Theory]
    [InlineData(28, 13)]
    [InlineData(31, 12)]
    [InlineData(59, 6)]
    [InlineData(92, 4)]
    [InlineData(400, 1)]
    public void The_calendar_says_how_many_bills_a_year_has(int days, int bills) => BudgetReckoner.BillsPerYear(days).ShouldBe(bills);

    [Fact]
    public void A_day_of_history_costs_the_same_whatever_the_bills_it_came_in()
    {
        // 910.00 in 365 days, 12 bills a year: 75.83, up to 76.00; a short first bill weighs what its days weigh.
        var year = BudgetReckoner.Propose(Rules, [Own("2025-12-01", "2025-12-11", 10m), Own("2025-12-11", "2026-12-01", 900m)], 12);
        (year.Amount, year.Days, year.IsFromHouse).ShouldBe((76m, 365, false));
    }

    [Fact]
    public void Own_bills_that_are_too_few_are_joined_by_those_of_the_house_and_too_few_of_both_propose_nothing()
    {
        var own = Own("2026-09-01", "2026-11-01", 100m);
        var house = new BudgetHistoryBill(new(2026, 5, 1), new(2026, 9, 1), 300m, IsOwn: false);
        // 400.00 in 61 + 123 days, six bills: 132.25.
        var joined = BudgetReckoner.Propose(Rules, [own, house], 6);
        (joined.Amount, joined.Bills, joined.IsFromHouse).ShouldBe((133m, 2, true));
        BudgetReckoner.Propose(Rules, [own], 6).Amount.ShouldBeNull();
        BudgetReckoner.Propose(Rules, [], 6).Amount.ShouldBeNull();
    }

    [Fact]
    public void The_trend_comes_before_the_rounding_and_the_rounding_is_up()
    {
        var history = new[] { Own("2025-12-01", "2026-12-01", 1200m) };
        // 100.00 × 1.041 = 104.10.
        BudgetReckoner.Propose(Rules with { TrendPercent = 4.1m }, history, 12).Amount.ShouldBe(105m);
        BudgetReckoner.Propose(Rules with { TrendPercent = 4.1m, Rounding = 5m }, history, 12).Amount.ShouldBe(105m);
        BudgetReckoner.Propose(Rules with { Rounding = 0.01m }, history, 12).Amount.ShouldBe(100m);
    }

    private static BudgetHistoryBill Own(string from, string to, decimal amount) => new(DateOnly.Parse(from, null), DateOnly.Parse(to, null), amount, IsOwn: true);
}
