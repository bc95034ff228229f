using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Metering;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;
using UtilityBilling.Uow;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>
/// The sewer volumes of Riverbend's even cycle: worked out, looked through, approved, used. Riverbend 2026: 37.02 a bill and 3.61 a ccf of the winter average, in
/// whole ccf, at least 1, and 6 for who has no winter read.
/// </summary>
public sealed class WinterAverageTests : IAsyncLifetime
{
    private static readonly WinterDates Winter = new(new(2026, 1, 2), new(2026, 4, 30), new(2026, 5, 1));
    private TestHost _host = null!;
    private EvenCycleTown _town = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _town = new EvenCycleTown(_host.Alder);
        await _town.OpenAsync();
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_winter_average_is_over_billing_periods_whatever_the_number_of_reads_in_each()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        // Two reads of the first bill: 4 and 8 make 12. One of the second: 6. (12 + 6) / 2 = 9, not (4 + 8 + 6) / 3 = 6.
        await ReadAsync("Ann", (new(2026, 1, 15), 104m), (new(2026, 2, 26), 112m), (new(2026, 4, 28), 118m));

        var row = await RowAsync(await ComputeAsync(), "Ann");

        row.Reads.Select(r => r.Usage).ShouldBe([12m, 6m]);
        row.Computed.ShouldBe(9m);
        row.OldValue.ShouldBe(5m);
        // Four ccf more at 3.61; from 5 to 9 is 80 percent more.
        row.BillEffect.ShouldBe(14.44m);
        row.Flags.ShouldBe([WinterFlags.BigChange]);
        row.How.ShouldBe("average of 6, 12 = 9");
    }

    [Fact]
    public async Task A_winter_average_ignores_estimated_reads_and_says_so()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 12m);
        await ReadAsync("Ann", (new(2026, 2, 26), 112m));
        _host.Clock.SetUtcNow(new(2026, 4, 29, 17, 0, 0, TimeSpan.Zero));
        await _town.EnterAsync("Ann", new(2026, 4, 28), 118m, ReadKind.Estimated);

        var row = await RowAsync(await ComputeAsync(), "Ann");

        row.Computed.ShouldBe(12m);
        row.Reads.Select(r => r.LeftOut).ShouldBe([null, "estimated"]);
        row.Flags.ShouldBe([WinterFlags.Estimated, WinterFlags.Unchanged]);
    }

    [Fact]
    public async Task Who_has_no_winter_read_gets_the_default_of_the_tariff()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: null);

        var row = await RowAsync(await ComputeAsync(), "Ann");

        (row.Value, row.Source).ShouldBe((6m, WinterAverageSource.Default));
        row.Flags.ShouldBe([WinterFlags.FewReads, WinterFlags.Default, WinterFlags.NewAccount]);
        // The bill took the default before, too.
        row.BillEffect.ShouldBe(0m);
    }

    [Fact]
    public async Task The_floor_of_the_tariff_is_shown_and_left_to_each_bill()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await ReadAsync("Ann", (new(2026, 2, 26), 100.2m), (new(2026, 4, 28), 100.4m));

        var row = await RowAsync(await ComputeAsync(), "Ann");

        // 0.2 rounds to 0; a bill takes 1: (1 − 5) × 3.61.
        (row.Value, row.Billed, row.BillEffect).ShouldBe((0m, 1m, -14.44m));
        row.Flags.ShouldBe([WinterFlags.BigChange, WinterFlags.Floor]);
    }

    [Fact]
    public async Task Who_is_billed_by_use_has_no_winter_average()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await _town.AddHouseAsync("Shop", 100m, winterAverage: null, customerClass: "commercial");

        var batch = await BatchAsync(await ComputeAsync());

        (batch.Rows, batch.NotBilledByIt, batch.Unit).ShouldBe((1, 1, "ccf"));
    }

    [Fact]
    public async Task No_value_is_in_force_before_another_person_approved_the_batch()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await ReadAsync("Ann", (new(2026, 2, 26), 112m), (new(2026, 4, 28), 118m));
        var batch = await ComputeAsync();
        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(5m);

        await AskAsync(batch);
        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(5m);
        await Should.ThrowAsync<Exception>(() => _town.ApproveAsAsync(_host.Alder.Technician, batch));
        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(5m);

        await _town.ApproveAsync(batch);
        (await InForceAsync("Ann", Winter.EffectiveFrom.AddDays(-1))).ShouldBe(5m);
        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(9m);
        var run = await _town.StartAndCalculateAsync("2026-04");
        // 9 ccf at 3.61.
        (await _town.CalculatedAsync(run, "Ann"))["sewer/volume"].ShouldBe(32.49m);
    }

    [Fact]
    public async Task Work_that_was_stopped_goes_on_where_it_was_and_comes_out_as_if_it_never_had_been()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await _town.AddHouseAsync("Ben", 200m, winterAverage: 7m);
        await _town.AddHouseAsync("Shop", 100m, winterAverage: null, customerClass: "commercial");
        await ReadAsync("Ann", (new(2026, 2, 26), 112m), (new(2026, 4, 28), 118m));
        await ReadAsync("Ben", (new(2026, 2, 26), 204m), (new(2026, 4, 28), 208m));
        var batch = await BeginAsync();
        (await BatchAsync(batch)).State.ShouldBe(WinterBatchState.Computing);
        (await RefusedAsync(() => AskAsync(batch))).ShouldBe("Billing:Winter.NotDraft");

        // Killed after the first page of one house.
        await Should.ThrowAsync<OperationCanceledException>(() => _host.Alder.InScopeAsync(_host.Alder.Technician, async s =>
        {
            await OneByOne(s).WorkOutAsync(batch, (_, _) => throw new OperationCanceledException());
            return true;
        }));
        var seen = new List<(int Done, int Total)>();
        await _host.Alder.InScopeAsync(_host.Alder.Technician, async s =>
        {
            await OneByOne(s).WorkOutAsync(batch, (done, total) => { seen.Add((done, total)); return Task.CompletedTask; });
            return true;
        });

        seen.ShouldBe([(2, 3), (3, 3)]);
        var whole = await BatchAsync(batch);
        (whole.State, whole.Rows, whole.NotBilledByIt).ShouldBe((WinterBatchState.Draft, 2, 1));
        // (12 + 6) / 2 and (4 + 4) / 2.
        (await RowAsync(batch, "Ann")).Computed.ShouldBe(9m);
        (await RowAsync(batch, "Ben")).Computed.ShouldBe(4m);
        // A job that comes twice finds nothing left to do.
        await WorkOutAsync(batch);
        (await BatchAsync(batch)).Rows.ShouldBe(2);
    }

    [Fact]
    public async Task One_batch_a_cycle_is_worked_out_at_a_time_and_one_that_was_cancelled_is_left_alone()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        var batch = await BeginAsync();
        (await RefusedAsync(BeginAsync)).ShouldBe("Billing:Winter.OpenBatch");

        await _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).CancelAsync(batch, "Wrong cycle"));
        await WorkOutAsync(batch);

        var dropped = await BatchAsync(batch);
        (dropped.State, dropped.Rows).ShouldBe((WinterBatchState.Cancelled, 0));
        var next = await ComputeAsync();
        (await BatchAsync(next)).Rows.ShouldBe(1);
    }

    [Fact]
    public async Task The_database_refuses_two_batches_of_a_cycle_under_way()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await BeginAsync();

        var refused = await Should.ThrowAsync<PostgresException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Database.ExecuteSqlRawAsync(
            """
            insert into billing.winter_average_batches (tenant_id, id, number, kind, cycle_id, service, effective_from, big_change_percent, state, not_billed_by_it, prepared_by, prepared_by_name, prepared_at)
            select tenant_id, gen_random_uuid(), number + 1, kind, cycle_id, service, effective_from, big_change_percent, 'Draft', 0, prepared_by, prepared_by_name, prepared_at from billing.winter_average_batches
            """)));

        refused.SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
    }

    [Fact]
    public async Task The_database_refuses_a_batch_approved_by_its_preparer()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await ComputeAsync();

        var refused = await Should.ThrowAsync<PostgresException>(() => _host.Alder.WriteAsync(_host.Alder.Technician, s =>
            s.GetRequiredService<IUtilityBillingDbContext>().Database.ExecuteSqlRawAsync("update billing.winter_average_batches set state = 'Approved', approved_by = prepared_by")));

        refused.ConstraintName.ShouldBe("ck_winter_average_batches_second_person");
    }

    [Fact]
    public async Task A_reversed_batch_gives_the_values_before_it_back()
    {
        var batch = await ApprovedAsync();

        await _host.Alder.WriteAsync(_host.Alder.Director, s => Winters(s).ReverseAsync(batch, "Wrong window"));

        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(5m);
        (await BatchAsync(batch)).State.ShouldBe(WinterBatchState.Reversed);
        // The same dates may be worked out again.
        var again = await ComputeAsync();
        await AskAsync(again);
        await _town.ApproveAsync(again);
        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(9m);
    }

    [Fact]
    public async Task A_batch_that_a_bill_has_used_is_not_reversed()
    {
        var batch = await ApprovedAsync();
        var run = await _town.StartAndCalculateAsync("2026-04");
        await _town.RequestApprovalAsync(run);
        (await RefusedAsync(() => _host.Alder.WriteAsync(_host.Alder.Director, s => Winters(s).ReverseAsync(batch, "Wrong window")))).ShouldBe("Billing:Winter.RunUnderWay");
        await _town.ApproveAsync(run);
        await _town.PostAsync(run);

        (await RefusedAsync(() => _host.Alder.WriteAsync(_host.Alder.Director, s => Winters(s).ReverseAsync(batch, "Wrong window")))).ShouldBe("Billing:Winter.BillUsedIt");
        (await RefusedAsync(() => ComputeAsync())).ShouldBe("Billing:Winter.CycleBilled");
    }

    [Fact]
    public async Task A_run_calculated_before_the_averages_changed_is_calculated_again()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await ReadAsync("Ann", (new(2026, 2, 26), 112m), (new(2026, 4, 28), 118m));
        var run = await _town.StartAndCalculateAsync("2026-04");
        (await _town.CalculatedAsync(run, "Ann"))["sewer/volume"].ShouldBe(18.05m);
        _host.Clock.Advance(TimeSpan.FromMinutes(5));
        var batch = await ComputeAsync();
        await AskAsync(batch);
        await _town.ApproveAsync(batch);

        (await RefusedAsync(() => _town.RequestApprovalAsync(run))).ShouldBe("Billing:BillRun.CheckFailed");

        _host.Clock.Advance(TimeSpan.FromMinutes(5));
        await _town.CalculateAsync(run);
        await _town.RequestApprovalAsync(run);
        (await _town.CalculatedAsync(run, "Ann"))["sewer/volume"].ShouldBe(32.49m);
    }

    [Fact]
    public async Task An_override_takes_effect_and_the_computed_value_stays_beside_it()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await ReadAsync("Ann", (new(2026, 2, 26), 112m), (new(2026, 4, 28), 118m));
        var batch = await ComputeAsync();
        (await RefusedAsync(() => OverrideAsync(batch, "Ann", 7m, " "))).ShouldBe("Billing:Winter.ReasonMissing");
        (await RefusedAsync(() => OverrideAsync(batch, "Ann", -1m, "Leak"))).ShouldBe("Billing:Winter.ValueOutOfRange");

        await OverrideAsync(batch, "Ann", 7m, "Leak in January, repaired");

        var row = await RowAsync(batch, "Ann");
        (row.Computed, row.Override, row.Value, row.Source).ShouldBe((9m, 7m, 7m, WinterAverageSource.Override));
        (row.OverrideReason, row.BillEffect).ShouldBe(("Leak in January, repaired", 7.22m));
        row.Flags.ShouldBe([WinterFlags.Override]);
        await AskAsync(batch);
        (await RefusedAsync(() => OverrideAsync(batch, "Ann", 8m, "Late thought"))).ShouldBe("Billing:Winter.NotDraft");
        await _town.ApproveAsync(batch);
        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(7m);
    }

    [Fact]
    public async Task One_value_is_changed_by_two_people_and_the_former_one_ends()
    {
        await ApprovedAsync();
        var input = new WinterChangeInput(_town.AccountId("Ann"), _town.Id("sewer/Ann"), 6m, Winter.EffectiveFrom, "Toilet ran all winter");

        var change = await _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).ChangeAsync(input));
        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(9m);
        await Should.ThrowAsync<Exception>(() => _town.ApproveAsAsync(_host.Alder.Technician, change));
        await _town.ApproveAsync(change);

        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(6m);
        (await InForceAsync("Ann", Winter.EffectiveFrom.AddDays(-1))).ShouldBe(5m);
        var known = await _host.Alder.ReadAsync(_host.Alder.Director, s => Winters(s).OfAgreementAsync(_town.AccountId("Ann"), _town.Id("sewer/Ann")));
        known.Values.Select(v => (v.Value, v.Source)).ShouldBe([(6m, WinterAverageSource.Override), (5m, WinterAverageSource.Override)]);
    }

    [Fact]
    public async Task A_batch_that_another_change_overtook_is_not_approved_as_it_was_shown()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await ReadAsync("Ann", (new(2026, 2, 26), 112m), (new(2026, 4, 28), 118m));
        var batch = await ComputeAsync();
        await AskAsync(batch);
        var change = await _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).ChangeAsync(new WinterChangeInput(_town.AccountId("Ann"), _town.Id("sewer/Ann"), 6m, Winter.EffectiveFrom, "Leak")));
        await _town.ApproveAsync(change);

        (await RefusedAsync(() => _town.ApproveAsync(batch))).ShouldBe("Billing:Winter.Stale");
        (await InForceAsync("Ann", Winter.EffectiveFrom)).ShouldBe(6m);
    }

    [Fact]
    public async Task Next_year_is_proposed_from_the_dates_of_this_one()
    {
        await ApprovedAsync();

        var proposed = await _host.Alder.ReadAsync(_host.Alder.Technician, s => Winters(s).ProposeAsync(_town.CycleId, "sewer"));

        proposed.ShouldBe(new WinterDates(new(2027, 1, 2), new(2027, 4, 30), new(2027, 5, 1)));
    }

    [Fact]
    public async Task The_other_town_sees_no_batch()
    {
        var batch = await ApprovedAsync();

        (await _host.Birch.ReadAsync(_host.Birch.Director, s => Winters(s).ListAsync(new PagedRequest()))).TotalCount.ShouldBe(0);
        await Should.ThrowAsync<EntityNotFoundException>(() => _host.Birch.ReadAsync(_host.Birch.Director, s => Winters(s).GetAsync(batch)));
    }

    private async Task<Guid> ApprovedAsync()
    {
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await ReadAsync("Ann", (new(2026, 2, 26), 112m), (new(2026, 4, 28), 118m));
        var batch = await ComputeAsync();
        await AskAsync(batch);
        await _town.ApproveAsync(batch);
        return batch;
    }

    private async Task ReadAsync(string house, params (DateOnly Day, decimal Value)[] reads)
    {
        foreach (var (day, value) in reads)
        {
            _host.Clock.SetUtcNow(new DateTimeOffset(day.ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero) is var at && at > _host.Clock.GetUtcNow() ? at : _host.Clock.GetUtcNow());
            await _town.ImportAsync(_town.ReadFile(day, (house, value)), $"{house}-{day:yyyyMMdd}.csv");
        }
    }

    private async Task<Guid> ComputeAsync()
    {
        var batch = await BeginAsync();
        await WorkOutAsync(batch);
        return batch;
    }

    private Task<Guid> BeginAsync() => _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).ComputeAsync(new WinterComputeInput(_town.CycleId, "sewer", Winter)));

    private Task WorkOutAsync(Guid batch) => _host.Alder.InScopeAsync(_host.Alder.Technician, async s =>
    {
        await s.GetRequiredService<IWinterBatchProcessor>().WorkOutAsync(batch);
        return true;
    });

    private Task AskAsync(Guid batch) => _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).RequestApprovalAsync(batch));

    private Task OverrideAsync(Guid batch, string house, decimal? value, string reason) =>
        _host.Alder.WriteAsync(_host.Alder.Technician, s => Winters(s).OverrideAsync(batch, _town.Id($"sewer/{house}"), value, reason));

    private Task<WinterBatchDto> BatchAsync(Guid batch) => _host.Alder.ReadAsync(_host.Alder.Director, s => Winters(s).GetAsync(batch));

    private Task<WinterRowDto> RowAsync(Guid batch, string house) => _host.Alder.ReadAsync(_host.Alder.Director, s => Winters(s).RowAsync(batch, _town.Id($"sewer/{house}")));

    private Task<decimal?> InForceAsync(string house, DateOnly day) => _host.Alder.ReadAsync(_host.Alder.Director, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<WinterAverage>()
        .Where(w => w.AgreementId == _town.Id($"sewer/{house}") && w.From <= day && (w.To == null || w.To > day)).Select(w => (decimal?)w.Value).SingleOrDefaultAsync());

    private static WinterBatchProcessor OneByOne(IServiceProvider s) => new(s.GetRequiredService<ITenantRunner>(), s.GetRequiredService<ICurrentTenant>(), s.GetRequiredService<ICurrentUser>()) { PageSize = 1 };

    private static IWinterAverageBatchAppService Winters(IServiceProvider services) => services.GetRequiredService<IWinterAverageBatchAppService>();

    private static async Task<string> RefusedAsync(Func<Task> act) => (await Should.ThrowAsync<BusinessException>(act)).Code;
}
