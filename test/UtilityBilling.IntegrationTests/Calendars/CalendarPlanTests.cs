using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Authorization;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Calendars;

/// <summary>Propose, look, adjust, publish.</summary>
public sealed class CalendarPlanTests(CalendarTown town) : IClassFixture<CalendarTown>
{
    [Fact]
    public async Task A_year_is_published_as_it_was_looked_at_and_has_no_gap()
    {
        var cycle = await town.CycleAsync("PUBLISH");
        await town.PublishAsync(2026, cycle);

        var periods = await town.PeriodsAsync(cycle);
        periods.Select(p => p.Code).ShouldBe(["2026-02", "2026-04", "2026-06", "2026-08", "2026-10", "2026-12", "2027-02"]);
        (periods[0].From, periods[^1].To).ShouldBe((new DateOnly(2025, 11, 16), new DateOnly(2027, 1, 16)));
        periods.Zip(periods.Skip(1)).ShouldAllBe(p => p.First.To == p.Second.From);
        var october = periods[4];
        (october.ReadDate, october.CalculateDate, october.BillDate, october.DueDate).ShouldBe((new(2026, 9, 16), new(2026, 9, 21), new(2026, 9, 23), new(2026, 10, 22)));
        (october.ReminderDate, october.CallDate, october.ShutOffDate).ShouldBe((new(2026, 10, 23), new(2026, 11, 5), new(2026, 11, 12)));
        CalendarRulesJson.ReadMoves(october.Moves).Single(m => m.Date == CalendarDate.ShutOff).Why[0].Name.ShouldBe("Veterans Day");
        october.PublishedByName.ShouldBe(town.Alder.Technician.DisplayName);
        (await town.PreviewAsync(2026, cycle)).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_proposal_than_the_one_looked_at_is_refused()
    {
        var cycle = await town.CycleAsync("STALE");
        var plan = await town.PreviewAsync(2026, cycle);
        await town.DoAsync<ICalendarPlanAppService>(p => p.AdjustAsync(new AdjustDateInput(cycle, new(2026, 3, 16), CalendarDate.Due, new(2026, 6, 24), "Council's day off")));

        await RefusedAsync("Billing:Calendar.PlanChanged", town.DoAsync<ICalendarPlanAppService, int>(p => p.PublishAsync(cycle, 2026, plan.Digest)));
        (await town.PeriodsAsync(cycle)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_date_set_by_hand_takes_the_later_ones_along_and_goes_back_to_its_rule()
    {
        var cycle = await town.CycleAsync("HAND");
        await town.PublishAsync(2026, cycle);
        await AdjustAsync(cycle, CalendarDate.Due, new(2026, 6, 24));

        var changed = (await town.PreviewAsync(2026, cycle)).Periods.Single(p => p.Change == PlanChange.Changed);
        changed.Code.ShouldBe("2026-06");
        changed.ByHand.ShouldHaveSingleItem().Reason.ShouldBe("By hand");
        changed.IsMoved(CalendarDate.Due).ShouldBeTrue();
        await town.PublishAsync(2026, cycle);
        var period = (await town.PeriodsAsync(cycle)).Single(p => p.Code == "2026-06");
        // Reminder on the 25th; 14 days are Wednesday 8 July; 19 days are Monday 13 July.
        (period.DueDate, period.ReminderDate, period.CallDate, period.ShutOffDate).ShouldBe((new(2026, 6, 24), new(2026, 6, 25), new(2026, 7, 8), new(2026, 7, 13)));
        town.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await AdjustAsync(cycle, CalendarDate.Due, null);
        (await town.PreviewAsync(2026, cycle)).Periods.Single(p => p.Change == PlanChange.Changed).Dates[CalendarDate.Due].ShouldBe(new DateOnly(2026, 6, 22));
    }

    [Theory]
    [InlineData(CalendarDate.ShutOff, "2026-07-17", "Billing:Calendar.RefusedWeekday")]
    [InlineData(CalendarDate.ShutOff, "2026-07-02", "Billing:Calendar.RefusedEve")]
    [InlineData(CalendarDate.ShutOff, "2026-07-03", "Billing:Calendar.RefusedHoliday")]
    [InlineData(CalendarDate.Due, "2026-06-20", "Billing:Calendar.RefusedWeekend")]
    [InlineData(CalendarDate.Due, "2026-06-08", "Billing:Calendar.RefusedOrder")]
    [InlineData(CalendarDate.Call, "2026-06-22", "Billing:Calendar.RefusedOrder")]
    public async Task A_day_that_the_rule_never_takes_is_refused_by_hand_too(CalendarDate date, string day, string code) =>
        await RefusedAsync(code, AdjustAsync(town.CycleId, date, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public async Task A_period_that_a_run_used_stays_while_later_ones_follow_a_changed_rule()
    {
        var cycle = await town.CycleAsync("USED");
        await town.PublishAsync(2026, cycle);
        var used = (await town.PeriodsAsync(cycle))[1];
        await UseAsync(cycle, used);
        await town.DoAsync<ICalendarRuleAppService>(r => r.SetAsync(new SetCalendarRulesInput(cycle, new(2026, 3, 1), new CalendarRules(null, CalendarTown.Dates with { Due = CalendarTown.Dates.Due with { DayOfMonth = 25 } }), "Later by three days")));

        var plan = await town.PreviewAsync(2026, cycle);
        plan.Periods.Select(p => p.Change).ShouldBe([PlanChange.Locked, PlanChange.Locked, .. Enumerable.Repeat(PlanChange.Changed, 5)]);
        await town.PublishAsync(2026, cycle);
        var periods = await town.PeriodsAsync(cycle);
        periods[1].DueDate.ShouldBe(used.DueDate);
        // 25 June 2026 is a Thursday.
        periods[2].DueDate.ShouldBe(new DateOnly(2026, 6, 25));
        await RefusedAsync("Billing:Calendar.PeriodUsed", town.DoAsync<ICalendarPlanAppService>(p => p.AdjustAsync(new AdjustDateInput(cycle, used.From, CalendarDate.Due, new(2026, 4, 27), "Too late"))));
    }

    [Fact]
    public async Task Moved_boundaries_replace_the_unused_periods_without_a_gap()
    {
        var cycle = await town.CycleAsync("BOUNDS");
        await town.PublishAsync(2026, cycle);
        await town.DoAsync<ICalendarRuleAppService>(r => r.SetAsync(new SetCalendarRulesInput(cycle, new(2026, 7, 1), new CalendarRules(new PeriodLayout(1, 1, PeriodName.MonthDue), null), "From the first of the month")));
        await town.PublishAsync(2026, cycle);

        var periods = await town.PeriodsAsync(cycle);
        periods.Zip(periods.Skip(1)).ShouldAllBe(p => p.First.To == p.Second.From);
        periods.Select(p => p.From.Day).ShouldBe([16, 16, 16, 16, 16, 1, 1, 1]);
        // The period of passage, from 16 July to 31 August.
        (periods[4].From, periods[4].To).ShouldBe((new DateOnly(2026, 7, 16), new DateOnly(2026, 9, 1)));
    }

    [Fact]
    public async Task Periods_typed_with_a_gap_are_refused() =>
        await RefusedAsync("Billing:Calendar.GapOrOverlap", town.DoAsync<ICalendarAppService>(c => c.AddPeriodsAsync(town.CycleId,
        [
            new PeriodInput("2030-02", new(2030, 1, 1), new(2030, 3, 1), new(2030, 2, 26), new(2030, 2, 27), new(2030, 3, 4), new(2030, 3, 22)),
            new PeriodInput("2030-04", new(2030, 3, 2), new(2030, 5, 1), new(2030, 4, 26), new(2030, 4, 29), new(2030, 5, 2), new(2030, 5, 22)),
        ])));

    [Fact]
    public async Task Only_who_may_edit_publishes_and_another_town_sees_nothing()
    {
        var plan = await town.PreviewAsync(2026);
        await Should.ThrowAsync<PermissionDeniedException>(() => town.DoAsync<ICalendarPlanAppService, int>(p => p.PublishAsync(town.CycleId, 2026, plan.Digest), town.Alder.Auditor));
        await Should.ThrowAsync<PermissionDeniedException>(() => town.DoAsync<IHolidayAppService, int>(h => h.TakeProposalAsync(2028), town.Alder.Director));
        var birch = town.Host.Birch;
        await Should.ThrowAsync<EntityNotFoundException>(() => birch.ReadAsync(birch.Technician, s => s.GetRequiredService<ICalendarPlanAppService>().PreviewAsync(town.CycleId, 2026)));
        (await birch.ReadAsync(birch.Technician, s => s.GetRequiredService<IHolidayAppService>().YearAsync(2026))).ShouldBeEmpty();
        (await birch.ReadAsync(birch.Technician, s => s.GetRequiredService<ICalendarRuleAppService>().HistoryAsync())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Statements_out_of_the_cycle_and_late_runs_take_their_dates_from_the_rules()
    {
        var cycle = await town.CycleAsync("LATE");
        await town.PublishAsync(2026, cycle);
        var october = (await town.PeriodsAsync(cycle))[4];

        var offCycle = await town.DoAsync<IRunDates, RunDates>(d => d.OffCycleAsync(cycle, new(2026, 11, 23)));
        var inTime = await town.DoAsync<IRunDates, RunDates>(d => d.LatestAsync(october, new(2026, 10, 7)));
        var late = await town.DoAsync<IRunDates, RunDates>(d => d.LatestAsync(october, new(2026, 10, 13)));

        (offCycle.DueDate, offCycle.ReminderDate, offCycle.CallDate, offCycle.ShutOffDate).ShouldBe((new(2026, 12, 14), new(2026, 12, 15), new(2026, 12, 28), new(2027, 1, 4)));
        (inTime.DueDate, inTime.Moves.Count).ShouldBe((new DateOnly(2026, 10, 22), 0));
        (late.DueDate, late.ReminderDate, late.CallDate, late.ShutOffDate).ShouldBe((new(2026, 10, 28), new(2026, 10, 29), new(2026, 11, 10), new(2026, 11, 16)));
        late.Moves.Count.ShouldBe(4);
    }

    /// <summary>Birch has no rules: 15 days, ended on a business day; what follows keeps its distance.</summary>
    [Fact]
    public async Task A_town_without_rules_keeps_the_least_days_to_due()
    {
        var birch = town.Host.Birch;
        var period = new BillingPeriod
        {
            Id = Guid.Empty, CycleId = Guid.Empty, Code = "2026-05", From = new(2026, 3, 1), To = new(2026, 5, 1), ReadDate = new(2026, 4, 28), CalculateDate = new(2026, 4, 29),
            BillDate = new(2026, 5, 1), DueDate = new(2026, 5, 22), ReminderDate = new(2026, 5, 26), ShutOffDate = new(2026, 6, 10),
        };
        var (offCycle, late) = await birch.ReadAsync(birch.Technician, async s => (await s.GetRequiredService<IRunDates>().OffCycleAsync(null, new(2026, 3, 6)), await s.GetRequiredService<IRunDates>().LatestAsync(period, new(2026, 5, 8))));
        // 21 March 2026 is a Saturday; 23 May too, and without holidays on file Monday the 25th is taken.
        (offCycle.DueDate, offCycle.ReminderDate).ShouldBe((new DateOnly(2026, 3, 23), null));
        (late.DueDate, late.ReminderDate, late.ShutOffDate).ShouldBe((new(2026, 5, 25), new(2026, 5, 29), new(2026, 6, 13)));
    }

    private Task AdjustAsync(Guid cycle, CalendarDate date, DateOnly? day) => town.DoAsync<ICalendarPlanAppService>(p => p.AdjustAsync(new AdjustDateInput(cycle, new(2026, 3, 16), date, day, "By hand")));

    private Task UseAsync(Guid cycle, BillingPeriod period) => town.Alder.WriteAsync(town.Alder.Technician, async s =>
    {
        var database = s.GetRequiredService<IUtilityBillingDbContext>();
        database.Set<BillRun>().Add(new BillRun
        {
            Id = s.GetRequiredService<IGuidGenerator>().Create(), Number = 7, CycleId = cycle, PeriodId = period.Id, Kind = BillRunKind.Regular, BillDate = period.BillDate, DueDate = period.DueDate, State = BillRunState.Scoped,
            PreparedBy = town.Alder.Technician.UserId, PreparedByName = "Somebody", PreparedAt = TestHost.Start,
        });
        await database.SaveChangesAsync();
    });

    private static async Task RefusedAsync(string code, Task act) => (await Should.ThrowAsync<BusinessException>(act)).Code.ShouldBe(code);
}
