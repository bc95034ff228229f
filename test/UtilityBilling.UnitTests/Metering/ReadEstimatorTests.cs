using Shouldly;
using UtilityBilling.Metering.Estimates;
using UtilityBilling.Metering.ReadChecks;
using Xunit;

namespace UtilityBilling.UnitTests.Metering;

/// <summary>Estimates by the town's order of ways, by the day, cut to the register's last wheel.</summary>
public sealed class ReadEstimatorTests
{
    private static readonly DateOnly Last = new(2026, 9, 4);
    private static readonly DateOnly Day = new(2026, 11, 4); // 61 days
    private static readonly RegisterFacts Register = new(6, 1, 1, "ccf");
    private static readonly PastRead Previous = new(Last, 1000m);

    [Fact]
    public void The_last_actuals_are_averaged_by_the_day()
    {
        // 10 in 60, 14 in 61 and 18 in 59 days: 42 / 180 = 0.2333 a day; × 61 = 14.23, cut to 14.2.
        var result = Estimate([U(0, 60, 10), U(60, 61, 14), U(121, 59, 18)], EstimateMethod.LastActuals).ShouldNotBeNull();
        (result.Usage, result.Value, result.Days, result.Method).ShouldBe((14.2m, 1014.2m, 61, EstimateMethod.LastActuals));
        result.Data["PerDay"].ShouldBe("0.2333");
        result.Code.ShouldBe("Metering:ReadEstimate.LastActuals");
    }

    [Fact]
    public void The_same_period_last_year_is_taken_by_the_day()
    {
        // 1 September to 1 November 2025: 24.4 in 61 days, 0.4 a day; × 61 = 24.4
        var lastYear = new PastUsage(new DateOnly(2025, 9, 1), new DateOnly(2025, 11, 1), 24.4m);
        var result = Estimate([U(0, 61, 5), lastYear], EstimateMethod.SamePeriodLastYear).ShouldNotBeNull();
        (result.Usage, result.Basis.Single()).ShouldBe((24.4m, lastYear));
    }

    [Fact]
    public void The_annual_average_needs_half_a_year_of_actual_reads()
    {
        // Three periods of 61 days with 6.1 each: 0.1 a day, 6.1 in 61 days. Two do not reach 180 days.
        Estimate([U(0, 61, 6.1m), U(61, 61, 6.1m), U(122, 61, 6.1m)], EstimateMethod.AnnualAverage).ShouldNotBeNull().Usage.ShouldBe(6.1m);
        Estimate([U(0, 61, 6.1m), U(61, 61, 6.1m)], EstimateMethod.AnnualAverage).ShouldBeNull();
    }

    [Fact]
    public void The_towns_order_decides_and_what_has_no_history_is_passed_over()
    {
        List<PastUsage> usages = [U(0, 61, 6.1m), U(61, 61, 12.2m), U(122, 61, 18.3m)];
        // No period of last year: on to the next. Newest period: 0.1 a day, 6.1.
        var result = Estimate(usages, EstimateMethod.SamePeriodLastYear, EstimateMethod.PreviousPeriod).ShouldNotBeNull();
        (result.Method, result.Usage).ShouldBe((EstimateMethod.PreviousPeriod, 6.1m));
        // Average of the three: 0.2 a day, 12.2.
        Estimate(usages, EstimateMethod.LastActuals, EstimateMethod.PreviousPeriod).ShouldNotBeNull().Usage.ShouldBe(12.2m);
    }

    [Fact]
    public void Nothing_is_estimated_from_nothing_or_from_estimates()
    {
        Estimate([], EstimateMethod.LastActuals, EstimateMethod.AnnualAverage).ShouldBeNull();
        Estimate([U(0, 61, 9) with { IsEstimated = true }], EstimateMethod.PreviousPeriod).ShouldBeNull();
    }

    [Fact]
    public void The_third_estimate_in_a_row_asks_for_a_visit()
    {
        List<PastUsage> usages = [U(0, 61, 9) with { IsEstimated = true }, U(61, 61, 9), U(122, 61, 9)];
        var second = Estimate(usages, EstimateMethod.PreviousPeriod).ShouldNotBeNull();
        (second.InARow, second.IsVisitDue).ShouldBe((2, false));
        usages[1] = usages[1] with { IsEstimated = true };
        var third = Estimate(usages, EstimateMethod.PreviousPeriod).ShouldNotBeNull();
        (third.InARow, third.IsVisitDue).ShouldBe((3, true));
    }

    [Fact]
    public void An_estimate_rolls_over_with_its_register_and_divides_by_the_multiplier()
    {
        // 5 dials, multiplier 10, at 99,998: 61 a period are 6.1 on the register, cut to 6: 99,998 + 6 = 4 past zero; 6 × 10 = 60 registered.
        var register = new RegisterFacts(5, 0, 10, "gal");
        var result = ReadEstimator.Estimate(register, new PastRead(Last, 99_998), Day, [U(0, 61, 61)], new EstimateSettings { Order = [EstimateMethod.PreviousPeriod] });
        (result!.Value, result.Usage).ShouldBe((4m, 60m));
    }

    private static ReadEstimate? Estimate(IReadOnlyList<PastUsage> usages, params EstimateMethod[] order) =>
        ReadEstimator.Estimate(Register, Previous, Day, usages, new EstimateSettings { Order = order });

    /// <summary>A period that ended so many days before the last read.</summary>
    private static PastUsage U(int daysBefore, int days, decimal usage) => new(Last.AddDays(-daysBefore - days), Last.AddDays(-daysBefore), usage);
}
