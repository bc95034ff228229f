using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Billing.Printing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Navigation;
using UtilityBilling.Platform.Users;
using UtilityBilling.TestBase;
using UtilityBilling.Uow;
using Xunit;

namespace UtilityBilling.IntegrationTests.Scenarios;

/// <summary>M3: what a run asks for, done by facts, and what begins by itself. Riverbend's even period is calculated on 27 February and billed on 2 March 2026, which is today, 9 in the morning.</summary>
public sealed class ChecklistScenario : IAsyncLifetime
{
    private const string Stuffed = "Stuffed and taken to the post office";
    private TestHost _host = null!;
    private EvenCycleTown _town = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _town = new EvenCycleTown(_host.Alder);
        await _town.OpenAsync();
        await _town.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await _town.ImportAsync(_town.ReadFile(new(2026, 2, 26), ("Ann", 112m)));
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Every_step_ticks_itself_by_what_happened_and_only_handwork_by_a_person()
    {
        var run = await _town.StartAndCalculateAsync("2026-02");
        (await DoneAsync(run)).ShouldBe(["Import", "Exceptions", "Calculate"]);
        (await StepsAsync(run)).Single(s => s.Step == ChecklistStep.Calculate).ByName.ShouldBe(_town.Town.Technician.DisplayName);
        (await RefusedAsync(() => TickAsync(run, "Approve"))).ShouldBe("Billing:Checklist.ByFacts");
        (await RefusedAsync(() => TickAsync(run, Stuffed))).ShouldBe("Billing:Checklist.NotYet");

        await _town.RequestApprovalAsync(run);
        await _town.ApproveAsync(run);
        await _host.RunJobsAsync();
        (await DoneAsync(run)).ShouldBe(["Import", "Exceptions", "Calculate", "Review", "Approve", "Post", "Send"]);
        (await StepsAsync(run)).Single(s => s.Step == ChecklistStep.Approve).ByName.ShouldBe(_town.Town.Director.DisplayName);

        var job = await DoAsync<IPrintJobAppService, Guid>(p => p.CreateAsync(run, PrintJobKind.InHouse));
        (await DoneAsync(run)).ShouldNotContain("Print");
        await DoAsync<IPrintJobAppService, bool>(async p => { await p.MarkPrintedAsync(job, 1); return true; });
        (await DoneAsync(run)).ShouldContain("Print");

        await TickAsync(run, Stuffed);
        var ticked = (await StepsAsync(run)).Single(s => s.Key == Stuffed);
        (ticked.Standing, ticked.ByName).ShouldBe((StepStanding.Done, _town.Town.Technician.DisplayName));
        (await RefusedAsync(() => TickAsync(run, Stuffed))).ShouldBe("Billing:Checklist.TickedAlready");
        await DoAsync<IChecklistAppService, bool>(async c => { await c.TakeTickBackAsync(run, ticked.TickId!.Value); return true; });
        (await DoneAsync(run)).ShouldNotContain(Stuffed);
        await TickAsync(run, Stuffed);
        (await DoneAsync(run)).Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_town_trims_its_checklist_from_a_day_on_and_plans_its_days_by_the_calendar()
    {
        ChecklistRule[] steps =
        [
            new(ChecklistStep.Calculate, "Technician", RuleAnchor.Calculate, -1, OffsetUnit.BusinessDays),
            new(ChecklistStep.ByHand, "Clerk", RuleAnchor.Bill, -3, NameEn: "Show the director the ten highest"),
            new(ChecklistStep.Post, "Technician", RuleAnchor.Bill, Weekday: DayOfWeek.Thursday),
        ];
        await DoAsync<IChecklistAppService, bool>(async c => { await c.SetAsync(new SetChecklistInput(BillRunKind.Regular, new(2026, 3, 1), steps, "We print at the vendor's")); return true; });
        (await RefusedAsync(() => DoAsync<IChecklistAppService, bool>(async c => { await c.SetAsync(new SetChecklistInput(BillRunKind.Rollback, new(2026, 3, 1), steps, "No")); return true; }))).ShouldBe("Billing:Checklist.StepsWrong");

        var run = await _town.StartAndCalculateAsync("2026-02");
        // A business day before Friday 27 February; three days before Monday 2 March; the first Thursday from then on.
        (await StepsAsync(run)).Select(s => (s.Name, s.Day)).ShouldBe(
            [("Calculate", (DateOnly?)new DateOnly(2026, 2, 26)), ("Show the director the ten highest", new DateOnly(2026, 2, 27)), ("Post", new DateOnly(2026, 3, 5))]);
        (await StepsAsync(run)).Select(s => s.Standing).ShouldBe([StepStanding.Done, StepStanding.Overdue, StepStanding.Ahead]);
        (await QueueAsync("Billing:Queue.StepsOverdue")).ShouldBe(1, "the handwork of 27 February");
        await TickAsync(run, "Show the director the ten highest");
        (await QueueAsync("Billing:Queue.StepsOverdue")).ShouldBe(0);
    }

    [Fact]
    public async Task A_run_starts_calculates_and_posts_by_itself_in_the_name_of_whoever_scheduled_it_and_once()
    {
        var period = (await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IBillRunAppService>().BillablePeriodsAsync())).Single(p => p.PeriodCode == "2026-02").PeriodId;
        await DoAsync<IRunScheduleAppService, bool>(async r => { await r.StartAtAsync(period, new(2026, 3, 3), new(6, 0)); return true; });
        (await RefusedAsync(() => DoAsync<IRunScheduleAppService, bool>(async r => { await r.StartAtAsync(period, new(2026, 3, 4), new(6, 0)); return true; }))).ShouldBe("Billing:Schedule.Already");
        await MinuteAsync();
        (await RunsAsync()).ShouldBeEmpty("it is not six o'clock yet");

        // 6:00 in Alder on 3 March is 14:00 UTC.
        _host.Clock.Advance(new DateTimeOffset(2026, 3, 3, 14, 0, 0, TimeSpan.Zero) - _host.Clock.GetUtcNow());
        await Task.WhenAll(MinuteAsync(), MinuteAsync());
        await MinuteAsync();
        await _host.RunJobsAsync();
        var run = (await RunsAsync()).Single();
        (run.State, run.PreparedByName, run.CalculatedByName).ShouldBe((BillRunState.Calculated, _town.Town.Technician.DisplayName, _town.Town.Technician.DisplayName));

        await DoAsync<IRunScheduleAppService, bool>(async r => { await r.ScheduleAsync(run.Id, ScheduledStep.Post, new(2026, 3, 3), new(22, 0)); return true; });
        await _town.RequestApprovalAsync(run.Id);
        await _town.ApproveAsync(run.Id);
        await _host.RunJobsAsync();
        (await RunsAsync()).Single().State.ShouldBe(BillRunState.Approved, "it is approved, and waits for the night");

        _host.Clock.Advance(TimeSpan.FromHours(16));
        await MinuteAsync();
        await _host.RunJobsAsync();
        (await RunsAsync()).Single().State.ShouldBe(BillRunState.Posted);
        (await ScheduleAsync()).Select(s => s.State).ShouldBe([ScheduleState.Started, ScheduleState.Started]);
    }

    [Fact]
    public async Task What_could_not_begin_is_kept_with_its_reason_and_stands_on_today_until_somebody_has_seen_it()
    {
        var run = await _town.StartAndCalculateAsync("2026-02");
        await DoAsync<IRunScheduleAppService, bool>(async r => { await r.ScheduleAsync(run, ScheduledStep.Post, new(2026, 3, 2), new(20, 0)); return true; });
        await DoAsync<IRunScheduleAppService, bool>(async r => { await r.ScheduleAsync(run, ScheduledStep.Print, new(2026, 3, 2), new(21, 0)); return true; });
        await DoAsync<IRunScheduleAppService, bool>(async r => { await r.TakeBackAsync((await r.ListAsync()).Single(s => s.Step == ScheduledStep.Print).Id); return true; });

        // Nobody approved it by eight in the evening.
        _host.Clock.Advance(TimeSpan.FromHours(13));
        await MinuteAsync();
        (await ScheduleAsync()).Select(s => (s.Step, s.State)).ShouldBe([(ScheduledStep.Print, ScheduleState.TakenBack), (ScheduledStep.Post, ScheduleState.Failed)]);
        (await ScheduleAsync()).Single(s => s.Step == ScheduledStep.Post).Trouble.ShouldNotBeNullOrEmpty();
        (await QueueAsync("Billing:Queue.ScheduleFailed")).ShouldBe(1);
        (await _town.RunAsync(run)).State.ShouldBe(BillRunState.Calculated);

        await DoAsync<IRunScheduleAppService, bool>(async r => { await r.TakeBackAsync((await r.ListAsync()).Single(s => s.State == ScheduleState.Failed).Id); return true; });
        (await QueueAsync("Billing:Queue.ScheduleFailed")).ShouldBe(0);
    }

    [Fact]
    public async Task A_step_whose_scheduler_left_the_town_does_not_begin()
    {
        var run = await _town.StartAndCalculateAsync("2026-02");
        await DoAsync<IRunScheduleAppService, bool>(async r => { await r.ScheduleAsync(run, ScheduledStep.Calculate, new(2026, 3, 2), new(12, 0)); return true; });
        await _host.Runner.WriteAsync(null, Users.Actor.System, async s => (await s.GetRequiredService<IUtilityBillingDbContext>().Set<UserTenant>().SingleAsync(u => u.UserId == _town.Town.Technician.UserId && u.TenantId == _town.Town.Id)).DisabledAt = TestHost.Start);

        _host.Clock.Advance(TimeSpan.FromHours(4));
        await MinuteAsync();
        (await ScheduleAsync(_town.Town.Auditor)).Single().State.ShouldBe(ScheduleState.Failed);
    }

    private Task MinuteAsync() => _host.Services.GetRequiredService<MinuteProcessor>().RunAsync();

    private Task TickAsync(Guid run, string key) => DoAsync<IChecklistAppService, bool>(async c => { await c.TickAsync(run, key, null); return true; });

    private async Task<IReadOnlyList<RunStepDto>> StepsAsync(Guid run) => (await _town.Town.ReadAsync(_town.Town.Director, s => s.GetRequiredService<IChecklistAppService>().OfRunAsync(run))).Steps;

    private async Task<List<string>> DoneAsync(Guid run) => [.. (await StepsAsync(run)).Where(s => s.Standing == StepStanding.Done).Select(s => s.Key)];

    private Task<IReadOnlyList<ScheduledStepDto>> ScheduleAsync(Users.Actor? who = null) => _town.Town.ReadAsync(who ?? _town.Town.Technician, s => s.GetRequiredService<IRunScheduleAppService>().ListAsync());

    private Task<List<BillRun>> RunsAsync() => _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<IUtilityBillingDbContext>().Set<BillRun>().AsNoTracking().ToListAsync());

    private Task<int> QueueAsync(string text) => _town.Town.ReadAsync(_town.Town.Technician, async s =>
    {
        var queues = new List<TodayQueue>();
        foreach (var contributor in s.GetServices<ITodayQueueContributor>().OfType<ChecklistQueues>())
            queues.AddRange(await contributor.QueuesAsync(TestContext.Current.CancellationToken));
        return (int)(queues.Find(q => q.TextKey == text)?.Count ?? 0);
    });

    private Task<T> DoAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull => _town.Town.WriteAsync(_town.Town.Technician, s => act(s.GetRequiredService<TService>()));

    private static async Task<string> RefusedAsync(Func<Task> act) => (await Should.ThrowAsync<BusinessException>(act)).Code;
}
