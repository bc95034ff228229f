using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Authorization;
using UtilityBilling.Errors;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Meters;
using UtilityBilling.Metering.Reads;
using UtilityBilling.Metering.Usage;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Metering;

/// <summary>What becomes of doubtful and missing reads, and of reads and meters entered by hand. The clock stands at 2 March 2026.</summary>
public sealed class ReadReviewTests : IAsyncLifetime
{
    private readonly BilledByTest _billed = new();
    private TestHost _host = null!;
    private ReadTown _town = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<IBilledReads>(_billed));
        _town = await ReadTown.CreateAsync(_host.Alder, 3, installedOn: "2025-07-02");
        // Three periods of 60 days with 12 ccf each.
        await _town.ReadAllAsync("2025-08-31", 12, "august.csv");
        await _town.ReadAllAsync("2025-10-30", 24, "october.csv");
        await _town.ReadAllAsync("2025-12-29", 36, "december.csv");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_oddest_read_stands_first_and_shows_its_past_and_why()
    {
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M001", "1036"), ("M002", "1132"), ("M003", "1048")));

        var waiting = await _town.WaitingAsync();

        // 96 ccf where 12 were usual is odder than none.
        waiting.Select(w => w.MeterSerial).ShouldBe(["M002", "M001"]);
        waiting[0].Why.ShouldContain("High: 96 ccf in 60 days");
        waiting[0].History.Select(h => h.Usage).ShouldBe([12m, 12m, 12m]);
    }

    [Fact]
    public async Task Accepting_lets_the_read_count()
    {
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M002", "1132")));

        await _town.DecideAsync(async r => await r.AcceptAsync([(await r.ListAsync(new ReviewRequest())).Items.Single().Id], "Filled a pool"));

        (await _town.CountingAsync(_host.Database, _town.Meters[1]))[^1].ShouldBe("2026-02-27 1132 96 Actual");
        (await _town.WaitingAsync()).ShouldBeEmpty();
    }

    /// <summary>36 ccf in 180 days is 0.2 a day; 60 days make 12: 1036 + 12 = 1048.</summary>
    [Fact]
    public async Task Estimating_takes_the_place_of_a_doubtful_read_and_says_how_it_was_made()
    {
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M002", "1132")));

        await _town.DecideAsync(async r => await r.EstimateAsync([(await r.ListAsync(new ReviewRequest())).Items.Single().Id], null));

        var counting = await _town.CountingAsync(_host.Database, _town.Meters[1]);
        counting[^1].ShouldStartWith("2026-02-27 1048 12 Estimated");
        (await ReadTown.RowsAsync(_host.Database, "select state from metering.reads where value = 1132")).ShouldBe(["Rejected"]);
    }

    [Fact]
    public async Task A_read_sent_back_to_the_field_is_settled_by_the_next_one()
    {
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M002", "1132")));
        await _town.DecideAsync(async r => await r.ReReadAsync([(await r.ListAsync(new ReviewRequest())).Items.Single().Id], "Looks misread"));
        (await _town.WaitingAsync(ReviewList.InTheField)).Single().State.ShouldBe(ReadExceptionState.ReRead);

        await _town.ImportAsync("back.csv", ReadTown.File("2026-02-28", ("M002", "1049")));

        (await _town.WaitingAsync(ReviewList.InTheField)).ShouldBeEmpty();
        (await _town.CountingAsync(_host.Database, _town.Meters[1]))[^1].ShouldBe("2026-02-28 1049 13 Actual");
        (await ReadTown.RowsAsync(_host.Database, "select state from metering.reads where value = 1132")).ShouldBe(["Superseded"]);
    }

    [Fact]
    public async Task Holding_needs_a_reason_and_a_day_ahead_and_comes_back_on_that_day()
    {
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M002", "1132")));
        var id = (await _town.WaitingAsync()).Single().Id;

        (await Should.ThrowAsync<BusinessException>(() => _town.DecideAsync(r => r.HoldAsync([id], new DateOnly(2026, 3, 9), " ")))).Code.ShouldBe(MeteringErrorCodes.ReasonMissing);
        (await Should.ThrowAsync<BusinessException>(() => _town.DecideAsync(r => r.HoldAsync([id], new DateOnly(2026, 3, 2), "Leak")))).Code.ShouldBe(MeteringErrorCodes.HoldDate);
        await _town.DecideAsync(r => r.HoldAsync([id], new DateOnly(2026, 3, 9), "Leak being repaired"));
        (await _town.WaitingAsync()).ShouldBeEmpty();
        _host.Clock.Advance(TimeSpan.FromDays(7));
        (await _town.WaitingAsync()).Single().Reason.ShouldBe("Leak being repaired");
    }

    [Fact]
    public async Task Many_are_decided_at_once_or_none()
    {
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M001", "1036"), ("M002", "1036")), _town.CycleId);
        var ids = (await _town.WaitingAsync()).Select(w => w.Id).ToList();
        ids.Count.ShouldBe(3);

        // M003 is missing: there is nothing to accept.
        (await Should.ThrowAsync<BusinessException>(() => _town.DecideAsync(r => r.AcceptAsync(ids, null)))).Code.ShouldBe(MeteringErrorCodes.NothingToAccept);
        (await _town.WaitingAsync()).Count.ShouldBe(3);

        await _town.DecideAsync(r => r.EstimateAsync(ids, "Snow"));
        (await _town.WaitingAsync()).ShouldBeEmpty();
        (await _town.CountingAsync(_host.Database, _town.Meters[2]))[^1].ShouldStartWith("2026-02-27 1048 12 Estimated");
    }

    [Fact]
    public async Task A_decision_is_not_made_twice()
    {
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M002", "1132")));
        var id = (await _town.WaitingAsync()).Single().Id;
        await _town.DecideAsync(r => r.AcceptAsync([id], null));

        (await Should.ThrowAsync<BusinessException>(() => _town.DecideAsync(r => r.EstimateAsync([id], null)))).Code.ShouldBe(MeteringErrorCodes.Decided);
    }

    [Fact]
    public async Task A_read_below_an_estimate_cancels_the_estimate_when_it_is_accepted()
    {
        await _town.DecideAsync(r => r.EnterAsync(new EnterReadInput(_town.Meters[0].RegisterId, new DateOnly(2026, 1, 28), 1060, ReadKind.Estimated, "Snow", true)));
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M001", "1048")));
        (await _town.WaitingAsync()).Single().Why.ShouldContain("below the estimate 1,060");

        await _town.DecideAsync(async r => await r.AcceptAsync([(await r.ListAsync(new ReviewRequest())).Items.Single().Id], null));

        (await _town.CountingAsync(_host.Database, _town.Meters[0])).ShouldBe(["2025-08-31 1012 12 Actual", "2025-10-30 1024 12 Actual", "2025-12-29 1036 12 Actual", "2026-02-27 1048 12 Actual"]);
    }

    [Fact]
    public async Task A_read_entered_by_hand_is_checked_on_the_spot()
    {
        var register = _town.Meters[0].RegisterId;
        var input = new EnterReadInput(register, new DateOnly(2026, 2, 27), 1200, ReadKind.Customer);

        (await Should.ThrowAsync<BusinessException>(() => _town.DecideAsync(r => r.EnterAsync(input)))).Code.ShouldBe(MeteringErrorCodes.ReadDoubtful);
        (await Should.ThrowAsync<BusinessException>(() => _town.DecideAsync(r => r.EnterAsync(input with { Value = 1_000_000 })))).Code.ShouldBe(MeteringErrorCodes.ReadDoesNotFit);
        (await Should.ThrowAsync<BusinessException>(() => _town.DecideAsync(r => r.EnterAsync(input with { Date = new DateOnly(2026, 3, 3) })))).Code.ShouldBe(MeteringErrorCodes.ReadInFuture);
        (await Should.ThrowAsync<BusinessException>(() => _town.DecideAsync(r => r.EnterAsync(input with { Date = new DateOnly(2025, 12, 1), Value = 1020 })))).Code.ShouldBe(MeteringErrorCodes.ReadFollowed);
        await _town.DecideAsync(r => r.EnterAsync(input with { Value = 1048 }));

        (await _town.CountingAsync(_host.Database, _town.Meters[0]))[^1].ShouldBe("2026-02-27 1048 12 Customer");
    }

    [Fact]
    public async Task A_re_read_supersedes_the_read_of_its_day_unless_that_is_billed()
    {
        var register = _town.Meters[0].RegisterId;
        await _town.DecideAsync(r => r.EnterAsync(new EnterReadInput(register, new DateOnly(2025, 12, 29), 1034, ReadKind.ReRead, "Misread")));
        (await _town.CountingAsync(_host.Database, _town.Meters[0]))[^1].ShouldBe("2025-12-29 1034 10 ReRead");
        _billed.Reads.Add(await _host.Database.ScalarAsOwnerAsync<Guid>("select id from metering.reads where value = 1034"));

        (await Should.ThrowAsync<BusinessException>(() => _town.DecideAsync(r => r.EnterAsync(new EnterReadInput(register, new DateOnly(2025, 12, 29), 1035, ReadKind.ReRead, "Misread")))))
            .Code.ShouldBe(MeteringErrorCodes.ReadBilled);
    }

    [Fact]
    public async Task Who_may_not_review_cannot_decide()
    {
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("M002", "1132")));
        var id = (await _town.WaitingAsync()).Single().Id;

        await Should.ThrowAsync<PermissionDeniedException>(() => _host.Alder.WriteAsync(_host.Alder.Auditor, s => s.GetRequiredService<IReadReviewAppService>().AcceptAsync([id], null)));
        await Should.ThrowAsync<EntityNotFoundException>(() => _host.Birch.WriteAsync(_host.Birch.Technician, s => s.GetRequiredService<IReadReviewAppService>().AcceptAsync([id], null)));
    }

    /// <summary>Old meter 1036 → 1042 makes 6; the new one begins at 5 and shows 12: two segments, 6 and 7.</summary>
    [Fact]
    public async Task A_meter_exchange_makes_two_segments_of_usage()
    {
        var old = _town.Meters[0];
        await _town.Town.WriteAsync(_town.Town.Technician, async s =>
        {
            var meters = s.GetRequiredService<IMeterAppService>();
            var fresh = await meters.CreateAsync(new NewMeterInput("N001", "5/8"));
            await meters.ExchangeAsync(new ExchangeMeterInput(old.Id, fresh, new DateOnly(2026, 1, 20), new Dictionary<string, decimal> { ["0"] = 1042 }, [new NewRegisterInput(6, 0, "ccf", 5)], "Stuck register"));
        });
        await _town.ImportAsync("feb.csv", ReadTown.File("2026-02-27", ("N001", "12")));

        var usage = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IUsageIntegrationService>().LoadAsync([old.ServicePointId], new DateOnly(2025, 12, 29), new DateOnly(2026, 2, 27)));

        var point = usage[old.ServicePointId];
        point.State.ShouldBe(UsageState.Complete);
        point.Segments.Select(g => (g.MeterSerial, g.Usage)).ShouldBe([("N001", 7m), ("M001", 6m)]);
        var life = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IMeterAppService>().GetAsync(old.Id));
        life.Status.ShouldBe(MeterStatus.Retired);
        life.Life.Select(e => e.Kind).ShouldBe([MeterEventKind.Removed, MeterEventKind.Read, MeterEventKind.Read, MeterEventKind.Read, MeterEventKind.Read, MeterEventKind.Installed, MeterEventKind.RegisterChanged]);
    }

    [Fact]
    public async Task A_meter_list_finds_by_the_beginning_of_a_number_and_never_another_towns()
    {
        await ReadTown.CreateAsync(_host.Birch, 2);

        var all = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IMeterAppService>().ListAsync(new MeterListRequest()));
        var one = await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IMeterAppService>().ListAsync(new MeterListRequest { Q = "m002" }));

        all.Items.Select(m => m.SerialNumber).ShouldBe(["M001", "M002", "M003"]);
        one.Items.Single().Account.ShouldBe("100002");
        one.Items.Single().LastValue.ShouldBe(1036m);
    }
}
