using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Reads;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// Two estimates, then an actual below them (MR-18). Ann's meter shows 112.0 on 26 February 2026; 136.0 and 160.0 are estimated and billed for 27 April and 26 June, 24 ccf each.
/// On 25 August it shows 142.0: 30 ccf in 180 days, 10 in each sixty. With 24 ccf a bill is 138.07, with 10 ccf 118.47, with none 104.47 (water 1.40 a ccf; see EvenCycleScenario).
/// </summary>
public sealed class OverestimateScenario
{
    [Fact]
    public async Task Usage_is_spread_anew_by_days_and_the_estimated_bills_are_billed_anew()
    {
        await using var host = await TestHost.StartAsync();
        var town = await EstimatedTwiceAsync(host);
        await town.ImportAsync(new(2026, 8, 25), ("Ann", 142.0m), ("Bob", 236.0m));

        (await WaitingAsync(town)).IsOverestimate.ShouldBeTrue();
        await AcceptAsync(town, OverestimateChoice.Rebill);

        var reads = await ReadsAsync(town);
        reads.Where(r => r.State == ReadState.Accepted).Select(r => (r.Date, r.Value, r.Usage, r.Kind)).ShouldBe(
        [
            (new(2026, 2, 26), 112.0m, 12.0m, ReadKind.Actual),
            (new(2026, 4, 27), 122.0m, 10.0m, ReadKind.Estimated),
            (new(2026, 6, 26), 132.0m, 10.0m, ReadKind.Estimated),
            (new(2026, 8, 25), 142.0m, 10.0m, ReadKind.Actual),
        ]);
        reads.Where(r => r.State == ReadState.Superseded).Select(r => r.Value).ShouldBe([136.0m, 160.0m]);

        var rebill = await town.ReadAsync<IUtilityBillingDbContext, BillRun>(d => d.Set<BillRun>().SingleAsync(r => r.Kind == BillRunKind.Rebill));
        rebill.Reason.ShouldBe("Neighbour's dog kept the reader out");
        await town.CalculateAsync(rebill.Id);
        await town.PostedAsync(rebill.Id);
        await town.PostedAsync(await town.StartAndCalculateAsync("2026-08"));

        foreach (var period in (string[])["2026-04", "2026-06", "2026-08"])
            (await town.BillAsync(await town.BillOfAsync("Ann", period))).Total.ShouldBe(118.47m);
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m + 3 * 118.47m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task Or_the_bills_stay_and_each_charge_is_credited_at_the_prices_of_its_own_bill_when_another_person_agrees()
    {
        await using var host = await TestHost.StartAsync();
        var town = await EstimatedTwiceAsync(host);
        await town.ImportAsync(new(2026, 8, 25), ("Ann", 142.0m), ("Bob", 236.0m));
        await AcceptAsync(town, OverestimateChoice.Credit);

        // 14 ccf less on each bill, at 1.40: 19.60.
        var asked = (await town.ReadAsync<IAdjustmentAppService, IReadOnlyList<Billing.Ledger.AdjustmentDto>>(async a => (await a.ListAsync(new(), town.AccountId("Ann"))).Items)).OrderBy(a => a.Note, StringComparer.Ordinal).ToList();
        asked.Select(a => (a.Amount, a.IsIncrease, a.ReasonCode, a.State)).ShouldBe([(19.60m, false, "overestimate", "Requested"), (19.60m, false, "overestimate", "Requested")]);
        asked[0].Note.ShouldContain("48.37 becomes 28.77");
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m + 2 * 138.07m);
        foreach (var adjustment in asked)
            await town.ApproveAsAsync(town.Town.Director, adjustment.Id);
        await town.PostedAsync(await town.StartAndCalculateAsync("2026-08"));

        (await town.BillAsync(await town.BillOfAsync("Ann", "2026-04"))).Total.ShouldBe(138.07m);
        (await town.BillAsync(await town.BillOfAsync("Ann", "2026-08"))).Total.ShouldBe(118.47m);
        (await town.BalanceAsync("Ann")).ShouldBe(121.27m + 3 * 118.47m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task A_charge_beside_the_services_is_not_credited_with_the_estimate_wherever_it_stands_on_the_bill()
    {
        await using var host = await TestHost.StartAsync();
        // 40.00 that goes into the water charge itself, and 15.00 of its own, both on the bill of April.
        var town = await EstimatedTwiceAsync(host, async t =>
        {
            await ChargeAsync(t, "HYDRANT", "water", true, 40m);
            await ChargeAsync(t, "LOCKER", "misc", false, 15m);
        });
        (await town.BillAsync(await town.BillOfAsync("Ann", "2026-04"))).Total.ShouldBe(138.07m + 55m);
        await town.ImportAsync(new(2026, 8, 25), ("Ann", 142.0m), ("Bob", 236.0m));
        await AcceptAsync(town, OverestimateChoice.Credit);

        var asked = await town.ReadAsync<IAdjustmentAppService, IReadOnlyList<Billing.Ledger.AdjustmentDto>>(async a => (await a.ListAsync(new(), town.AccountId("Ann"))).Items);
        asked.Select(a => (a.Amount, a.IsIncrease)).ShouldBe([(19.60m, false), (19.60m, false)]);
        asked.Count(a => a.Note.Contains("88.37 becomes 68.77", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Or_nothing_is_billed_until_the_meter_has_passed_the_estimate()
    {
        await using var host = await TestHost.StartAsync();
        var town = await EstimatedTwiceAsync(host);
        await town.ImportAsync(new(2026, 8, 25), ("Ann", 142.0m), ("Bob", 236.0m));
        await AcceptAsync(town, OverestimateChoice.Carry);
        await town.PostedAsync(await town.StartAndCalculateAsync("2026-08"));
        (await town.BillAsync(await town.BillOfAsync("Ann", "2026-08"))).Total.ShouldBe(104.47m);
        (await ReadsAsync(town)).Single(r => r.Value == 142.0m).State.ShouldBe(ReadState.Rejected);

        // 165.0 in October: 5 ccf beyond what is billed, 7.00.
        host.Clock.Advance(TimeSpan.FromDays(61));
        await town.ImportAsync(new(2026, 10, 24), ("Ann", 165.0m), ("Bob", 245.0m));
        await town.PostedAsync(await town.StartAndCalculateAsync("2026-10"));
        (await town.BillAsync(await town.BillOfAsync("Ann", "2026-10"))).Total.ShouldBe(111.47m);
        await town.BooksAreRightAsync();
    }

    [Fact]
    public async Task A_reading_that_only_an_unbilled_estimate_exceeds_touches_no_bill()
    {
        await using var host = await TestHost.StartAsync();
        var town = await OpenAsync(host);
        await EstimatedAsync(town, new(2026, 4, 27), 120.0m);
        await town.PostedAsync(await town.StartAndCalculateAsync("2026-04"));
        host.Clock.Advance(TimeSpan.FromDays(61));
        await EstimatedAsync(town, new(2026, 6, 26), 160.0m);
        host.Clock.Advance(TimeSpan.FromDays(62));
        await town.ImportAsync(new(2026, 8, 25), ("Ann", 142.0m), ("Bob", 236.0m));

        await AcceptAsync(town, null);

        (await ReadsAsync(town)).Where(r => r.State == ReadState.Accepted).Select(r => (r.Value, r.Usage)).ShouldBe([(112.0m, 12.0m), (120.0m, 8.0m), (142.0m, 22.0m)]);
        (await town.ReadAsync<IUtilityBillingDbContext, bool>(d => d.Set<BillRun>().AnyAsync(r => r.Kind == BillRunKind.Rebill))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_reason_is_kept_and_the_towns_choice_holds_where_the_clerk_makes_none()
    {
        await using var host = await TestHost.StartAsync();
        var town = await EstimatedTwiceAsync(host);
        await town.ImportAsync(new(2026, 8, 25), ("Ann", 142.0m), ("Bob", 236.0m));
        var id = (await WaitingAsync(town)).Id;

        (await Should.ThrowAsync<BusinessException>(() => town.DoAsync<IReadReviewAppService, int>(r => r.AcceptAsync([id], " ")))).Code.ShouldBe(MeteringErrorCodes.ReasonMissing);
        (await ReadsAsync(town)).Count(r => r.State == ReadState.Accepted).ShouldBe(3);

        await AcceptAsync(town, null);
        (await town.ReadAsync<IUtilityBillingDbContext, int>(d => d.Set<BillRun>().CountAsync(r => r.Kind == BillRunKind.Rebill))).ShouldBe(1);
        (await ReadsAsync(town)).Where(r => r.Date > new DateOnly(2026, 3, 1) && r.State == ReadState.Accepted).ShouldAllBe(r => r.Reason == "Neighbour's dog kept the reader out");
    }

    [Fact]
    public async Task A_reading_typed_in_by_hand_settles_the_estimates_the_same_way()
    {
        await using var host = await TestHost.StartAsync();
        var town = await EstimatedTwiceAsync(host);
        var input = new EnterReadInput(await RegisterAsync(town), new(2026, 8, 25), 142.0m, ReadKind.Customer, "Rang us", Confirmed: true, OverestimateChoice.Rebill);
        (await town.DoAsync<IReadReviewAppService, EnteredReadDto>(r => r.CheckAsync(input))).IsOverestimate.ShouldBeTrue();
        await town.DoAsync<IReadReviewAppService, EnteredReadDto>(r => r.EnterAsync(input));

        (await ReadsAsync(town)).Where(r => r.State == ReadState.Accepted).Select(r => r.Value).ShouldBe([112.0m, 122.0m, 132.0m, 142.0m]);
        (await town.ReadAsync<IUtilityBillingDbContext, int>(d => d.Set<RunCancellation>().CountAsync())).ShouldBe(2);
    }

    private static async Task<CorrectionTown> OpenAsync(TestHost host)
    {
        var street = new EvenCycleTown(host.Alder);
        var town = new CorrectionTown(street);
        await town.OpenAsync();
        await host.Alder.WriteAsync(host.Alder.Technician, s => s.GetRequiredService<ICalendarAppService>().AddPeriodsAsync(street.CycleId,
        [
            new PeriodInput("2026-06", new(2026, 5, 1), new(2026, 7, 1), ReadDate: new(2026, 6, 26), CalculateDate: new(2026, 6, 29), BillDate: new(2026, 7, 1), DueDate: new(2026, 7, 22)),
            new PeriodInput("2026-08", new(2026, 7, 1), new(2026, 9, 1), ReadDate: new(2026, 8, 26), CalculateDate: new(2026, 8, 28), BillDate: new(2026, 9, 1), DueDate: new(2026, 9, 22)),
            new PeriodInput("2026-10", new(2026, 9, 1), new(2026, 11, 1), ReadDate: new(2026, 10, 26), CalculateDate: new(2026, 10, 28), BillDate: new(2026, 11, 1), DueDate: new(2026, 11, 22)),
        ]));
        host.Clock.Advance(TimeSpan.FromDays(60));
        return town;
    }

    /// <summary>It is 1 September; the bills of May and July stand on estimates.</summary>
    private static async Task<CorrectionTown> EstimatedTwiceAsync(TestHost host, Func<CorrectionTown, Task>? before = null)
    {
        var town = await OpenAsync(host);
        if (before is not null)
            await before(town);
        await EstimatedAsync(town, new(2026, 4, 27), 136.0m);
        await town.PostedAsync(await town.StartAndCalculateAsync("2026-04"));
        host.Clock.Advance(TimeSpan.FromDays(61));
        await EstimatedAsync(town, new(2026, 6, 26), 160.0m);
        await town.PostedAsync(await town.StartAndCalculateAsync("2026-06"));
        (await town.BillAsync(await town.BillOfAsync("Ann", "2026-06"))).Total.ShouldBe(138.07m);
        host.Clock.Advance(TimeSpan.FromDays(62));
        return town;
    }

    private static async Task ChargeAsync(CorrectionTown town, string code, string service, bool mayCut, decimal price)
    {
        await town.Town.WriteAsync(town.Town.Director, async s =>
        {
            var codes = s.GetRequiredService<IMiscChargeCodeAppService>();
            var account = (await codes.AccountsAsync()).Single(a => a is { FundCode: "water", Code: "4490" }).Id;
            await codes.SetAsync(new MiscChargeCodeInput { Code = code, From = new(2026, 1, 1), NameEn = code, NameEs = code, Service = service, GlAccountId = account, UnitPrice = price, MayCutWater = mayCut });
        });
        var choice = (await town.ReadAsync<IMiscChargeAppService, IReadOnlyList<MiscChargeCodeChoice>>(c => c.CodesAsync())).Single(c => c.Code == code);
        await town.DoAsync<IMiscChargeAppService, Guid>(c => c.AddAsync(town.AccountId("Ann"), new MiscChargeInput { CodeId = choice.Id, From = new(2026, 4, 20) }));
    }

    /// <summary>Bob is read on the same day.</summary>
    private static async Task EstimatedAsync(CorrectionTown town, DateOnly day, decimal value)
    {
        await town.EnterAsync("Ann", day, value, ReadKind.Estimated);
        await town.EnterAsync("Bob", day, day.Month == 4 ? 218.0m : 227.0m, ReadKind.Actual);
    }

    private static async Task<ReviewRowDto> WaitingAsync(CorrectionTown town) =>
        (await town.ReadAsync<IReadReviewAppService, IReadOnlyList<ReviewRowDto>>(async r => (await r.ListAsync(new ReviewRequest())).Items)).Single(r => r.Value == 142.0m);

    private static async Task AcceptAsync(CorrectionTown town, OverestimateChoice? choice)
    {
        var id = (await WaitingAsync(town)).Id;
        await town.DoAsync<IReadReviewAppService, int>(r => r.AcceptAsync([id], "Neighbour's dog kept the reader out", choice));
    }

    private static Task<Guid> RegisterAsync(CorrectionTown town) => town.ReadAsync<IUtilityBillingDbContext, Guid>(d => d.Set<Read>().Where(r => r.Value == 112.0m).Select(r => r.RegisterId).SingleAsync());

    private static async Task<List<Read>> ReadsAsync(CorrectionTown town)
    {
        var register = await RegisterAsync(town);
        return await town.ReadAsync<IUtilityBillingDbContext, List<Read>>(d => d.Set<Read>().AsNoTracking().Where(r => r.RegisterId == register).OrderBy(r => r.Date).ThenBy(r => r.Value).ToListAsync());
    }
}
