using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Customers.Customers;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Errors;
using UtilityBilling.Customers;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Reads;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// Ann leaves on 1 February 2026, in the middle of Riverbend's even period (1 January to 1 March, 59 days: 31 hers, 28 of the newcomer Nora), and the meter
/// goes from 100 to 112 ccf. What the two are billed is the house's 12 ccf, divided by the read of the day of the move.
/// </summary>
public sealed class MoveInPeriodScenario
{
    private static readonly DateOnly MoveDay = new(2026, 2, 1);

    [Fact]
    public async Task The_read_of_the_day_divides_the_usage_between_the_one_who_goes_and_the_one_who_comes()
    {
        await using var host = await TestHost.StartAsync();
        var town = await AnnsHouseAsync(host);
        await town.EnterAsync("Ann", MoveDay, 105.0m, ReadKind.Actual);
        var nora = await MoveAsync(town);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m)));

        var run = await town.StartAndCalculateAsync("2026-02");

        (await town.RunAsync(run)).Parked.ShouldBe(0);
        var (ann, newcomer) = (await town.LinesAsync(run, town.OccupancyId("Ann")), await town.LinesAsync(run, nora));
        // 105 − 100 and 112 − 105; 12 in all.
        (ann["water/usage"].Quantity, newcomer["water/usage"].Quantity).ShouldBe((5m, 7m));
        // 5 × 1.40 and 7 × 1.40; one bill for the house would say 12 × 1.40 = 16.80.
        (ann["water/usage"].Amount, newcomer["water/usage"].Amount).ShouldBe((7.00m, 9.80m));
        // The tariff prorates by days: 14.77 × 31 ÷ 59 = 7.7605 and 14.77 × 28 ÷ 59 = 7.0095, together 14.77.
        (ann["water/base"].Amount, newcomer["water/base"].Amount).ShouldBe((7.76m, 7.01m));
        // Ann's own winter: 5 ccf a period, for 31 of 59 days 2.627 ccf at 3.61 = 9.48. Nobody knows Nora's: the tariff's 6 ccf, for 28 days 2.847 ccf = 10.28.
        (ann["sewer/volume"].Amount, newcomer["sewer/volume"].Amount).ShouldBe((9.48m, 10.28m));
    }

    [Fact]
    public async Task Without_a_read_on_the_day_of_the_move_neither_is_billed_and_a_sentence_says_what_to_do()
    {
        await using var host = await TestHost.StartAsync();
        var town = await AnnsHouseAsync(host);
        var nora = await MoveAsync(town);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m)));

        var run = await town.StartAndCalculateAsync("2026-02");

        var parked = await town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().ItemsAsync(run, RunOutcome.Parked, new()));
        parked.TotalCount.ShouldBe(12);
        parked.Items.ShouldAllBe(i => i.Reason!.Contains("no read of water on the day of the move, 2026-02-01") && i.Reason.Contains("accept an estimate"));

        // An accepted estimate on the straight line: 12 ccf from 1 January to 26 February, 56 days, 31 of them Ann's = 6.642, cut to 6.6 on a register with one decimal.
        await town.EnterAsync("Ann", MoveDay, null, ReadKind.Estimated);
        await town.CalculateAsync(run);
        var (ann, newcomer) = (await town.LinesAsync(run, town.OccupancyId("Ann")), await town.LinesAsync(run, nora));
        (ann["water/usage"].Quantity + newcomer["water/usage"].Quantity).ShouldBe(12m);
        ann["water/usage"].Quantity.ShouldBe(6.6m);
    }

    [Fact]
    public async Task A_newcomer_whose_first_read_is_missing_is_not_billed_for_nothing()
    {
        await using var host = await TestHost.StartAsync();
        var town = await AnnsHouseAsync(host);
        await town.EnterAsync("Ann", MoveDay, 105.0m, ReadKind.Actual);
        var nora = await MoveAsync(town);

        var run = await town.StartAndCalculateAsync("2026-02");

        (await town.LinesAsync(run, town.OccupancyId("Ann")))["water/usage"].Quantity.ShouldBe(5m);
        var parked = await town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().ItemsAsync(run, RunOutcome.Parked, new()));
        parked.TotalCount.ShouldBe(6);
        parked.Items.ShouldAllBe(i => i.OccupancyId == nora && i.Reason!.Contains("no read for water in this period"));
    }

    [Fact]
    public async Task A_read_between_two_others_is_refused_where_it_does_not_fit_or_the_later_one_is_billed()
    {
        await using var host = await TestHost.StartAsync();
        var town = await AnnsHouseAsync(host);
        await town.ImportAsync(town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m)));

        (await Should.ThrowAsync<BusinessException>(() => town.EnterAsync("Ann", MoveDay, 113.0m, ReadKind.Actual))).Code.ShouldBe(MeteringErrorCodes.ReadFollowed);

        var run = await town.StartAndCalculateAsync("2026-02");
        await town.RequestApprovalAsync(run);
        await town.ApproveAsync(run);
        await town.PostAsync(run);
        (await Should.ThrowAsync<BusinessException>(() => town.EnterAsync("Ann", MoveDay, 105.0m, ReadKind.Actual))).Code.ShouldBe(MeteringErrorCodes.ReadFollowed);
    }

    private static async Task<EvenCycleTown> AnnsHouseAsync(TestHost host)
    {
        var town = new EvenCycleTown(host.Alder);
        await town.OpenAsync();
        await town.AddHouseAsync("Ann", 100.0m, winterAverage: 5m);
        return town;
    }

    /// <summary>Nora takes over everything that Ann had, as the form proposes it.</summary>
    private static Task<Guid> MoveAsync(EvenCycleTown town) => town.Town.WriteAsync(town.Town.Technician, async services =>
    {
        var moves = services.GetRequiredService<IMoveAppService>();
        var draft = await moves.DraftAsync(town.Id("premise/Ann"), MoveDay);
        var input = new MoveInInput
        {
            PremiseId = town.Id("premise/Ann"), On = MoveDay, Role = OccupancyRole.Tenant, EndPresentOccupant = true,
            NewCustomer = new CustomerInput { Kind = CustomerKind.Person, FirstName = "Nora", LastName = "Newcomer", Phone = "503-555-0199" },
        };
        foreach (var service in draft.Services.Where(s => s.Wanted))
            input.Services.Add(service);
        return (await moves.MoveInAsync(input)).OccupancyId;
    });
}
