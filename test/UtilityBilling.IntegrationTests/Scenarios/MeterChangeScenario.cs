using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Meters;
using UtilityBilling.Metering.Reads;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>Meters changed on 10 April 2026, in the middle of Riverbend's even period of March and April, through run and bill.</summary>
public sealed class MeterChangeScenario
{
    private static readonly DateOnly ChangeDay = new(2026, 4, 10);
    private static readonly DateOnly ReadDay = new(2026, 4, 28);

    [Fact]
    public async Task A_meter_changed_within_the_period_is_billed_for_what_the_old_and_the_new_one_counted()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(host, street => street.AddHouseAsync("Ann", 100m, winterAverage: 5m), street => street.ImportAsync(street.ReadFile(new(2026, 2, 26), ("Ann", 112m)), "first.csv"));
        var meters = await ExchangeAsync(host, town, "Ann", new() { ["0"] = 118m }, [new NewRegisterInput(6, 1, "ccf", 3m)]);
        await EnterAsync(town, meters.Registers[0].Id, 6.5m);

        var run = await town.StartAndCalculateAsync("2026-04");
        // 118 − 112 = 6 through the old one, 6.5 − 3 = 3.5 through the new one: 9.5 ccf at 1.40.
        var lines = await town.LinesAsync(run, town.OccupancyId("Ann"));
        (lines["water/usage"].Quantity, lines["water/usage"].Amount, lines["water/base"].Amount).ShouldBe((9.5m, 13.30m, 14.77m));
        await ReleaseAndPostAsync(town, run, "Ann");

        // 14.77 + 13.30 + 37.02 + 18.05 + 12.68 + 8.00 + 8.00 + 5.95.
        (await BillAsync(town, run)).Total.ShouldBe(117.77m);
        (await ReadsAsync(town, run)).ShouldBe([6m, 3.5m], ignoreOrder: true);
    }

    [Fact]
    public async Task A_compound_meter_changed_within_the_period_is_billed_for_all_four_registers()
    {
        await using var host = await TestHost.StartAsync();
        var town = await BilledAsync(
            host,
            async street =>
            {
                // A shop with a two-inch compound meter: register 1 counts the high flow, 2 the low one.
                street.Registers = [("1", 1000m), ("2", 500m)];
                await street.AddHouseAsync("Cora", 0m, winterAverage: null, "commercial", "2", null, ("imperviousSqFt", "7501"));
            },
            async street =>
            {
                await street.EnterAsync("Cora/1", new(2026, 2, 26), 1030m, ReadKind.Actual);
                await street.EnterAsync("Cora/2", new(2026, 2, 26), 510m, ReadKind.Actual);
            });
        // 30 + 10 = 40 ccf: the shop of docs/domain/bill.md.
        (await BillAsync(town, await RunOfAsync(town))).Total.ShouldBe(338.59m);

        var meters = await ExchangeAsync(host, town, "Cora", new() { ["1"] = 1050m, ["2"] = 516m }, [new NewRegisterInput(6, 1, "ccf", 0m, Number: "1"), new NewRegisterInput(6, 1, "ccf", 0m, Number: "2")]);
        await EnterAsync(town, meters.Registers.Single(r => r.Number == "1").Id, 7m);
        var early = await town.StartAndCalculateAsync("2026-04");
        (await town.RunAsync(early)).Parked.ShouldBe(6, "the new low-flow register was not read");

        await EnterAsync(town, meters.Registers.Single(r => r.Number == "2").Id, 4m);
        await town.CalculateAsync(early);
        // 20 + 6 through the old pair, 7 + 4 through the new one: 37 ccf, at 1.40 and, for the sewer, at 3.61.
        var lines = await town.LinesAsync(early, town.OccupancyId("Cora"));
        (lines["water/usage"].Quantity, lines["water/usage"].Amount, lines["sewer/volumeActual"].Amount).ShouldBe((37m, 51.80m, 133.57m));
        await ReleaseAndPostAsync(town, early, "Cora");

        // 41.18 + 51.80 + 37.02 + 133.57 + 38.04 + 8.00 + 8.00 + 5.95.
        (await BillAsync(town, early)).Total.ShouldBe(323.56m);
        (await ReadsAsync(town, early)).ShouldBe([20m, 6m, 7m, 4m], ignoreOrder: true);
    }

    private static async Task<EvenCycleTown> BilledAsync(TestHost host, Func<EvenCycleTown, Task> build, Func<EvenCycleTown, Task> read)
    {
        var town = new EvenCycleTown(host.Alder);
        await town.OpenAsync();
        await build(town);
        await read(town);
        var run = await town.StartAndCalculateAsync("2026-02");
        await PostAsync(town, run);
        return town;
    }

    private static async Task<MeterDto> ExchangeAsync(TestHost host, EvenCycleTown town, string house, Dictionary<string, decimal> outReads, IReadOnlyList<NewRegisterInput> registers)
    {
        host.Clock.Advance(TimeSpan.FromDays(60));
        return await town.Town.WriteAsync(town.Town.Technician, async s =>
        {
            var meters = s.GetRequiredService<IMeterAppService>();
            var old = await meters.GetAsync(town.Id($"meter/{house}"));
            var made = await meters.CreateAsync(new NewMeterInput("N1", old.Size));
            await s.GetRequiredService<IUtilityBillingDbContext>().SaveChangesAsync();
            await meters.ExchangeAsync(new ExchangeMeterInput(old.Id, made, ChangeDay, outReads, registers, "Twenty years old"));
            return await meters.GetAsync(made);
        });
    }

    private static Task EnterAsync(EvenCycleTown town, Guid register, decimal value) => town.Town.WriteAsync(town.Town.Technician, s =>
        s.GetRequiredService<IReadReviewAppService>().EnterAsync(new EnterReadInput(register, ReadDay, value, ReadKind.Actual, "Read by hand", Confirmed: true)));

    private static async Task ReleaseAndPostAsync(EvenCycleTown town, Guid run, string house)
    {
        // MR-06: the first bill of a new meter waits until somebody has looked at it.
        await Should.ThrowAsync<Exception>(() => town.RequestApprovalAsync(run));
        await town.Town.WriteAsync(town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().ReleaseAsync(run, new ReleaseInput([town.OccupancyId(house)], "Old and new reads are right")));
        await PostAsync(town, run);
    }

    private static async Task PostAsync(EvenCycleTown town, Guid run)
    {
        await town.RequestApprovalAsync(run);
        await town.ApproveAsync(run);
        await town.PostAsync(run);
    }

    private static Task<Guid> RunOfAsync(EvenCycleTown town) => town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<BillRun>().Select(r => r.Id).SingleAsync());

    private static Task<Bill> BillAsync(EvenCycleTown town, Guid run) => town.Town.ReadAsync(town.Town.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Bill>().AsNoTracking().SingleAsync(b => b.RunId == run));

    /// <summary>The usage of each stretch that the run's bill of water used.</summary>
    private static Task<List<decimal>> ReadsAsync(EvenCycleTown town, Guid run) => town.Town.ReadAsync(town.Town.Technician, async s =>
    {
        var database = s.GetRequiredService<IUtilityBillingDbContext>();
        return await database.Set<BilledRead>().Where(r => database.Set<Bill>().Any(b => b.Id == r.BillId && b.RunId == run) && database.Set<UtilityBilling.Customers.ServiceAgreement>().Any(a => a.Id == r.AgreementId && a.Service == "water"))
            .Select(r => r.Usage).ToListAsync();
    });
}
