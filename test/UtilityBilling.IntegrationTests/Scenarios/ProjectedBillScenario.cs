using Shouldly;
using UtilityBilling.Billing.Projections;
using UtilityBilling.Errors;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// Ann used 12 ccf in the 56 days from 1 January to 26 February 2026 and is billed for January and February. On 31 March, 31 of the period's 61 days are over: what would she owe?
/// </summary>
public sealed class ProjectedBillScenario
{
    private static readonly DateOnly LastOfMarch = new(2026, 3, 31);

    [Fact]
    public async Task It_goes_on_from_the_last_read_prices_the_days_so_far_and_posts_nothing()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(host);

        var bill = await town.ReadAsync<IProjectedBillAppService, ProjectedBillDto>(p => p.ProjectAsync(new ProjectionInput(town.AccountId("Ann"), town.OccupancyId("Ann"), LastOfMarch, new Dictionary<Guid, decimal>())));

        bill.Problems.ShouldBeEmpty();
        // 12 ccf in 56 days; 34 days from 26 February to 1 April: 12 × 34 ÷ 56 = 7.286.
        var read = bill.Reads.Single();
        (read.IsEstimated, read.Previous, read.Usage).ShouldBe((true, 112.0m, 7.286m));
        // 31 of 61 days. Water 14.77 → 7.51 and 7.286 × 1.40 = 10.20; sewer 37.02 → 18.81 and 5 × 31 ÷ 61 = 2.541 at 3.61 = 9.17; stormwater 12.68 → 6.44; police and parks 8.00 → 4.07 each; the fee of a bill.
        var lines = bill.Periods.Single().Lines.ToDictionary(l => $"{l.Service}/{l.Component}", l => l.Amount);
        (lines["water/base"], lines["water/usage"], lines["sewer/base"], lines["sewer/volume"]).ShouldBe((7.51m, 10.20m, 18.81m, 9.17m));
        (lines["stormwater/esu"], lines["police/fee"], lines["parks/fee"], lines["admin/fee"]).ShouldBe((6.44m, 4.07m, 4.07m, 5.95m));
        // 66.22 beside the 121.27 that she owes; 66.22 ÷ 31 a day, for ten days.
        (bill.Charges, bill.Balance, bill.Total, bill.PerDiem, bill.GoodThrough).ShouldBe((66.22m, 121.27m, 187.49m, 2.14m, new DateOnly(2026, 4, 10)));
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m);
    }

    [Fact]
    public async Task A_read_that_somebody_took_counts_before_an_estimate_and_may_not_be_lower_than_the_last()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(host);
        var register = (await town.ReadAsync<IProjectedBillAppService, IReadOnlyList<ProjectionPlace>>(p => p.PlacesAsync(town.AccountId("Ann"), LastOfMarch))).Single().Meters.Single().RegisterId;

        var bill = await town.ReadAsync<IProjectedBillAppService, ProjectedBillDto>(p => p.ProjectAsync(Entered(town, register, 116.0m)));
        (bill.Reads.Single().IsEstimated, bill.Reads.Single().Usage).ShouldBe((false, 4.0m));
        bill.Periods.Single().Lines.Single(l => l is { Service: "water", Component: "usage" }).Amount.ShouldBe(5.60m);

        (await Should.ThrowAsync<BusinessException>(() => town.ReadAsync<IProjectedBillAppService, ProjectedBillDto>(p => p.ProjectAsync(Entered(town, register, 111.0m))))).Code.ShouldBe("Billing:Projection.ReadTooLow");
    }

    private static ProjectionInput Entered(CorrectionTown town, Guid register, decimal value) =>
        new(town.AccountId("Ann"), town.OccupancyId("Ann"), LastOfMarch, new Dictionary<Guid, decimal> { [register] = value });

    private static async Task<CorrectionTown> BilledAsync(TestHost host)
    {
        var town = new CorrectionTown(new EvenCycleTown(host.Alder));
        await town.OpenAsync();
        return town;
    }
}
