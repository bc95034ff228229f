using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Holds;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Stops;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Reads;
using UtilityBilling.Navigation;
using UtilityBilling.Paging;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>CA-04, CA-14, CA-15, MR-19 up to the bill: Ann's house in Riverbend's even period, 1 January to 1 March 2026 (59 days). The meter stood at 100 ccf. Today is 2 March 2026.</summary>
public sealed class StopAndHoldScenario : IAsyncLifetime
{
    private TestHost _host = null!;
    private EvenCycleTown _town = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _town = new EvenCycleTown(_host.Alder);
        await _town.OpenAsync();
        await _town.AddHouseAsync("Ann", 100.0m, winterAverage: 5m);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_stop_at_the_end_of_the_period_shortens_the_base_charge_of_that_service_only()
    {
        await StopAsync("water", new(2026, 2, 1), null);
        await _town.ImportAsync(_town.ReadFile(new(2026, 2, 26), ("Ann", 104.0m)));
        var run = await _town.StartAndCalculateAsync("2026-02");
        var lines = await _town.LinesAsync(run, _town.OccupancyId("Ann"));
        // 31 of 59 days: 14.77 × 31 ÷ 59 = 7.7605. The usage counts whole: 4 × 1.40.
        (lines["water/base"].Amount, lines["water/usage"].Amount).ShouldBe((7.76m, 5.60m));
        lines["sewer/volume"].Amount.ShouldBe(18.05m, "5 ccf at 3.61: the sewer was not stopped");
    }

    [Fact]
    public async Task A_service_stopped_all_period_has_no_line_and_stays_complete()
    {
        await StopAsync("parks", new(2025, 12, 1), new(2026, 4, 1));
        await _town.ImportAsync(_town.ReadFile(new(2026, 2, 26), ("Ann", 104.0m)));
        var run = await _town.StartAndCalculateAsync("2026-02");
        (await _town.LinesAsync(run, _town.OccupancyId("Ann"))).Keys.ShouldNotContain(k => k.StartsWith("parks/"));
        var dto = await _town.RunAsync(run);
        (dto.Parked, dto.InScope, dto.Billed).ShouldBe((0, 6, 6));
    }

    [Fact]
    public async Task A_stop_in_the_middle_leaves_the_days_before_and_after()
    {
        await StopAsync("parks", new(2026, 1, 11), new(2026, 2, 20));
        await _town.ImportAsync(_town.ReadFile(new(2026, 2, 26), ("Ann", 104.0m)));
        var stopped = await _town.StartAndCalculateAsync("2026-02");
        var bill = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().CalculatedBillAsync(stopped, _town.OccupancyId("Ann")));
        bill.Lines.Count(l => l.Service == "parks").ShouldBe(2, "10 days before the stop and 9 after it");
    }

    [Fact]
    public async Task Water_used_while_it_was_stopped_is_found_and_not_lost()
    {
        await StopAsync("water", new(2025, 12, 1), null);
        // Nobody had water since December, and yet 12 ccf ran through.
        var file = await _town.ImportAsync(_town.ReadFile(new(2026, 2, 26), ("Ann", 112.0m)));
        var waiting = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IReadReviewAppService>().ListAsync(new ReviewRequest()));
        waiting.Items.ShouldHaveSingleItem().Why.ShouldContain("nobody has had service there since 2025-12-01");
        await _town.Town.WriteAsync(_town.Town.Technician, s => s.GetRequiredService<IReadReviewAppService>().AcceptAsync([waiting.Items[0].Id], "Seen"));

        var run = await _town.StartAndCalculateAsync("2026-02");
        var parked = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().ItemsAsync(run, RunOutcome.Parked, new()));
        parked.Items.ShouldNotBeEmpty();
        parked.Items.ShouldAllBe(i => i.Reason!.Contains("stopped for the whole time, but 12 was used"));
        file.ShouldNotBeNull();
    }

    [Fact]
    public async Task Usage_at_a_vacant_house_is_found()
    {
        await MoveOutAsync(new(2026, 1, 10), 101.0m);
        await _town.ImportAsync(_town.ReadFile(new(2026, 2, 26), ("Ann", 109.0m)));
        (await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IReadReviewAppService>().ListAsync(new ReviewRequest()))).Items.ShouldHaveSingleItem().Why.ShouldContain("2026-01-10");
    }

    [Fact]
    public async Task Two_stops_of_one_service_never_overlap_and_one_taken_back_stands_in_nobodys_way()
    {
        var first = await StopAsync("water", new(2026, 4, 1), new(2026, 6, 1));
        (await RefusedAsync(() => StopAsync("water", new(2026, 5, 1), null))).ShouldBe(CustomersErrorCodes.Stop.Overlap);
        (await RefusedAsync(() => StopAsync("water", new(2024, 5, 1), null))).ShouldBe(CustomersErrorCodes.Stop.Outside);
        await StopAsync("water", new(2026, 6, 1), new(2026, 7, 1));
        var error = await Should.ThrowAsync<DbUpdateException>(() => _town.Town.WriteAsync(_town.Town.Technician, async s =>
        {
            var context = s.GetRequiredService<IUtilityBillingDbContext>();
            context.Set<ServiceStop>().Add(new ServiceStop { Id = s.GetRequiredService<UtilityBilling.Guids.IGuidGenerator>().Create(), AgreementId = _town.Id("water/Ann"), From = new(2026, 5, 1), Reason = "x", EnteredBy = _town.Town.Technician.UserId, EnteredByName = "T", EnteredAt = TestHost.Start });
            await context.SaveChangesAsync();
        }));
        error.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.ExclusionViolation);

        await _town.Town.WriteAsync(_town.Town.Technician, async s =>
        {
            var stops = s.GetRequiredService<IServiceStopAppService>();
            await stops.TakeBackAsync(first, new TakeStopBackInput { Reason = "Wrong account", Version = (await stops.GetAsync(first)).Version });
        });
        await StopAsync("water", new(2026, 4, 15), new(2026, 5, 1));
        var all = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IServiceStopAppService>().OfAccountAsync(_town.AccountId("Ann")));
        all.Select(s => s.IsTakenBack).ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task A_stop_gets_the_day_of_its_restart_without_the_service_being_opened_anew()
    {
        var id = await StopAsync("water", new(2026, 2, 1), null);
        await _town.Town.WriteAsync(_town.Town.Technician, async s =>
        {
            var stops = s.GetRequiredService<IServiceStopAppService>();
            await stops.ChangeAsync(id, new ChangeStopInput { From = new(2026, 2, 1), To = new(2026, 2, 11), Reason = "Back early", Version = (await stops.GetAsync(id)).Version });
        });
        await _town.ImportAsync(_town.ReadFile(new(2026, 2, 26), ("Ann", 104.0m)));
        var run = await _town.StartAndCalculateAsync("2026-02");
        var lines = (await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().CalculatedBillAsync(run, _town.OccupancyId("Ann")))).Lines.Where(l => l.Service == "water" && l.Component == "base").ToList();
        // 31 days before and 18 after ten days without: 14.77 × 31 ÷ 59 = 7.76 and 14.77 × 18 ÷ 59 = 4.51.
        lines.Select(l => l.Amount).ShouldBe([7.76m, 4.51m]);
        (await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<ServiceAgreement>().CountAsync(a => a.Service == "water"))).ShouldBe(1);
    }

    [Fact]
    public async Task Ca14_a_hold_keeps_the_bill_out_of_the_run_until_it_is_released()
    {
        await _town.ImportAsync(_town.ReadFile(new(2026, 2, 26), ("Ann", 104.0m)));
        (await HoldAsync(_town.Id("water/Ann"), new(2026, 3, 1), new(2026, 4, 1))).ShouldBe(1);
        (await RefusedAsync(() => HoldAsync(_town.Id("water/Ann"), new(2026, 3, 15), new(2026, 5, 1)))).ShouldBe("Billing:Hold.HeldAlready");
        (await RefusedAsync(() => HoldAsync(null, new(2026, 2, 1), new(2026, 3, 1)))).ShouldBe("Billing:Hold.EndTooEarly");
        var run = await _town.StartAndCalculateAsync("2026-02");
        (await _town.RunAsync(run)).Held.ShouldBe(6, "the bill of the address waits as a whole");
        (await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().ItemsAsync(run, RunOutcome.Held, new()))).Items.ShouldAllBe(i => i.Reason!.Contains("Leak looked into") && i.HeldUntil == new DateOnly(2026, 4, 1));

        var open = (await _town.Town.ReadAsync(_town.Town.Director, s => s.GetRequiredService<IBillingHoldAppService>().ListAsync(new PagedRequest()))).Items.ShouldHaveSingleItem();
        (open.Service, open.State, open.AgeInDays).ShouldBe(("water", HoldState.InForce, 1));
        (await QueuesAsync()).ShouldContain(q => q.TextKey == "Billing:Queue.Holds" && q.Count == 1);

        await _town.Town.WriteAsync(_town.Town.Technician, s => s.GetRequiredService<IBillingHoldAppService>().ReleaseAsync(_town.AccountId("Ann"), open.Id, new ReleaseHoldInput { Reason = "No leak" }));
        await _town.CalculateAsync(run);
        (await _town.RunAsync(run)).Billed.ShouldBe(6);
        (await QueuesAsync()).ShouldNotContain(q => q.TextKey == "Billing:Queue.Holds");
        (await RefusedAsync(() => _town.Town.WriteAsync(_town.Town.Technician, s => s.GetRequiredService<IBillingHoldAppService>().ReleaseAsync(_town.AccountId("Ann"), open.Id, new ReleaseHoldInput { Reason = "Again" })))).ShouldBe("Billing:Hold.ReleasedAlready");
    }

    [Fact]
    public async Task A_final_read_of_the_form_divides_the_period_and_one_left_out_waits_in_the_field()
    {
        await MoveOutAsync(new(2026, 2, 1), null);
        var field = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IReadReviewAppService>().ListAsync(new ReviewRequest { List = ReviewList.InTheField }));
        var row = field.Items.ShouldHaveSingleItem();
        (row.DueDate, row.IsMissing).ShouldBe((new DateOnly(2026, 2, 1), true));
        row.Why.ShouldContain("final read of a move-out on 2026-02-01");

        await _town.EnterAsync("Ann", new(2026, 2, 1), 105.0m, ReadKind.Actual);
        (await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IReadReviewAppService>().ListAsync(new ReviewRequest { List = ReviewList.InTheField }))).TotalCount.ShouldBe(0, "the read settles it");
    }

    [Fact]
    public async Task What_a_final_read_means_is_shown_before_and_a_doubtful_one_needs_a_word()
    {
        var input = await MoveOutInputAsync(new(2026, 2, 1), 4.0m);
        var effect = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IMoveAppService>().MoveOutEffectAsync(input));
        effect.Services.ShouldBe(["admin", "parks", "police", "sewer", "stormwater", "water"]);
        effect.Follower.Kind.ShouldBe(FollowerKind.Nobody);
        effect.Reads.ShouldHaveSingleItem().Meaning!.IsDoubtful.ShouldBeTrue("the meter stood at 100");
        var refused = await Should.ThrowAsync<BusinessException>(() => _town.Town.WriteAsync(_town.Town.Technician, s => s.GetRequiredService<IMoveAppService>().MoveOutAsync(input)));
        (refused.Code, refused.Field).ShouldBe((MeteringErrorCodes.ReadDoubtful, "Input.Reads[0].Value"));
        (await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Occupancy>().SingleAsync(o => o.Id == _town.OccupancyId("Ann")))).To.ShouldBeNull("nothing of it is kept");
    }

    [Fact]
    public async Task A_move_out_taken_back_calls_off_its_final_read()
    {
        await MoveOutAsync(new(2026, 2, 1), null);
        await _town.Town.WriteAsync(_town.Town.Technician, async s =>
        {
            var moves = s.GetRequiredService<IMoveAppService>();
            var undo = (await moves.UndoChoicesAsync(_town.AccountId("Ann"))).Single();
            await moves.UndoMoveOutAsync(undo.OccupancyId, new UndoMoveOutInput { Reason = "She stays", Version = undo.Version });
        });
        (await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IReadReviewAppService>().ListAsync(new ReviewRequest { List = ReviewList.InTheField }))).TotalCount.ShouldBe(0);
    }

    [Fact]
    public async Task Once_a_run_has_counted_the_end_the_move_out_is_not_taken_back()
    {
        await MoveOutAsync(new(2026, 2, 1), 105.0m);
        await _town.StartAndCalculateAsync("2026-02");
        (await RefusedAsync(() => _town.Town.WriteAsync(_town.Town.Technician, async s =>
        {
            var moves = s.GetRequiredService<IMoveAppService>();
            var undo = (await moves.UndoChoicesAsync(_town.AccountId("Ann"))).Single();
            await moves.UndoMoveOutAsync(undo.OccupancyId, new UndoMoveOutInput { Reason = "She stays", Version = undo.Version });
        }))).ShouldBe(CustomersErrorCodes.UndoMoveOut.InRun);
    }

    private Task<Guid> StopAsync(string service, DateOnly from, DateOnly? to) => _town.Town.WriteAsync(_town.Town.Technician, s => s.GetRequiredService<IServiceStopAppService>().StopAsync(
        _town.AccountId("Ann"), new StopServiceInput { AgreementId = _town.Id($"{service}/Ann"), From = from, To = to, Reason = "Away" }));

    private Task<int> HoldAsync(Guid? agreement, DateOnly from, DateOnly until) => _town.Town.WriteAsync(_town.Town.Technician, s => s.GetRequiredService<IBillingHoldAppService>().AddAsync(
        _town.AccountId("Ann"), new AddHoldInput { AgreementId = agreement, From = from, Until = until, Reason = "Leak looked into" }));

    private async Task<MoveOutInput> MoveOutInputAsync(DateOnly on, decimal? read)
    {
        var version = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<Occupancy>().Where(o => o.Id == _town.OccupancyId("Ann")).Select(o => o.Version).SingleAsync());
        return new MoveOutInput { OccupancyId = _town.OccupancyId("Ann"), On = on, Reason = "Sold", Version = version, Reads = { new MoveOutReadInput { RegisterId = _town.Id("register/Ann"), Value = read } } };
    }

    private async Task MoveOutAsync(DateOnly on, decimal? read)
    {
        var input = await MoveOutInputAsync(on, read);
        await _town.Town.WriteAsync(_town.Town.Technician, s => s.GetRequiredService<IMoveAppService>().MoveOutAsync(input));
    }

    private Task<List<TodayQueue>> QueuesAsync() => _town.Town.ReadAsync(_town.Town.Technician, async s =>
    {
        var found = new List<TodayQueue>();
        foreach (var source in s.GetServices<ITodayQueueContributor>())
            found.AddRange(await source.QueuesAsync(default));
        return found;
    });

    private static async Task<string> RefusedAsync(Func<Task> act) => (await Should.ThrowAsync<BusinessException>(act)).Code;
}
