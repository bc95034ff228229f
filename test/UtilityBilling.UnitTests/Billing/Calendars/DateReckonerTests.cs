using System.Globalization;
using Shouldly;
using Xunit;
using static UtilityBilling.Billing.Calendars.CalendarDate;

namespace UtilityBilling.Billing.Calendars;

/// <summary>Dates found by hand with a paper calendar.</summary>
public sealed class DateReckonerTests
{
    [Theory]
    [InlineData("2026-01-16", "2026-01-16 2026-01-22 2026-01-26 2026-02-23 2026-02-24 2026-03-09 2026-03-16")]
    [InlineData("2026-03-16", "2026-03-16 2026-03-19 2026-03-23 2026-04-22 2026-04-23 2026-05-06 2026-05-11")]
    [InlineData("2026-05-16", "2026-05-18 2026-05-21 2026-05-26 2026-06-22 2026-06-23 2026-07-06 2026-07-13")]
    [InlineData("2026-07-16", "2026-07-16 2026-07-21 2026-07-23 2026-08-24 2026-08-25 2026-09-04 2026-09-14")]
    [InlineData("2026-09-16", "2026-09-16 2026-09-21 2026-09-23 2026-10-22 2026-10-23 2026-11-05 2026-11-12")]
    [InlineData("2026-11-16", "2026-11-16 2026-11-19 2026-11-23 2026-12-22 2026-12-23 2027-01-05 2027-01-11")]
    public void A_year_of_a_cycle_of_two_months_is_as_worked_out_by_hand(string to, string dates) =>
        string.Join(' ', SampleRules.Period(Day(to)).Dates.OrderBy(d => d.Key).Select(d => d.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))).ShouldBe(dates);

    [Fact]
    public void The_22nd_on_a_Sunday_moves_to_Monday_and_says_so()
    {
        var move = SampleRules.Period(new(2026, 1, 16)).Moves.Single(m => m.Date == Due);
        (move.From, move.To).ShouldBe((new DateOnly(2026, 2, 22), new DateOnly(2026, 2, 23)));
        move.Why.ShouldHaveSingleItem().Cause.ShouldBe(MoveCause.Weekend);
    }

    [Fact]
    public void Where_the_town_lets_the_22nd_stand_it_stands_on_a_Sunday() =>
        SampleRules.Period(new(2026, 1, 16), SampleRules.EveryTwoMonths with { Due = SampleRules.EveryTwoMonths.Due with { Roll = RollRule.None } })[Due].ShouldBe(new DateOnly(2026, 2, 22));

    [Fact]
    public void No_shut_off_on_the_eve_of_a_holiday_nor_on_the_day_itself()
    {
        var move = SampleRules.Period(new(2026, 9, 16)).Moves.Single(m => m.Date == ShutOff);
        (move.From, move.To).ShouldBe((new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 12)));
        move.Why.Select(r => (r.Cause, r.Name)).ShouldBe([(MoveCause.Eve, "Veterans Day"), (MoveCause.Holiday, "Veterans Day")]);
    }

    [Fact]
    public void No_shut_off_on_a_Friday_nor_over_a_long_weekend_after_it()
    {
        // Due on Wednesday 22 April 2026; 30 days later is Friday 22 May, and Monday 25 May is Memorial Day.
        var dates = SampleRules.Period(new(2026, 3, 16), SampleRules.EveryTwoMonths with { ShutOff = SampleRules.EveryTwoMonths.ShutOff! with { Offset = 30 } });
        dates[ShutOff].ShouldBe(new DateOnly(2026, 5, 26));
        dates.Moves.Single(m => m.Date == ShutOff).Why.Select(r => r.Cause).ShouldBe([MoveCause.Weekday, MoveCause.Holiday]);
    }

    [Fact]
    public void A_call_moves_to_the_business_day_before()
    {
        // 24 August 2026 and 14 days is Labor Day.
        SampleRules.Period(new(2026, 7, 16))[Call].ShouldBe(new DateOnly(2026, 9, 4));
    }

    [Theory]
    [InlineData("2026-08-01", "2026-07-31", "a Saturday is nearer to Friday")]
    [InlineData("2026-08-02", "2026-08-03", "a Sunday is nearer to Monday")]
    [InlineData("2026-11-11", "2026-11-12", "of two equally near days the later")]
    public void The_nearest_business_day_is_taken(string to, string read, string because) =>
        SampleRules.Period(Day(to), SampleRules.EveryTwoMonths with { Read = new DateRule(RuleAnchor.PeriodLastDay, 1, Roll: RollRule.Nearest, Obeys: ObservedHolidays.City) })[Read]
            .ShouldBe(Day(read), because);

    [Theory]
    [InlineData(2027, "2027-02-28")]
    [InlineData(2028, "2028-02-29")]
    public void The_31st_of_a_short_month_is_its_last_day(int year, string due) =>
        SampleRules.Period(new(year, 2, 1), SampleRules.EveryTwoMonths with { Due = new DateRule(RuleAnchor.PeriodLastDay, 1, OffsetUnit.Months, 31) })[Due].ShouldBe(Day(due));

    [Fact]
    public void A_weekday_is_the_first_on_or_after_the_day_counted() =>
        SampleRules.Period(new(2026, 3, 16), SampleRules.EveryTwoMonths with { Read = new DateRule(RuleAnchor.PeriodLastDay, 1, Weekday: DayOfWeek.Wednesday) })[Read].ShouldBe(new DateOnly(2026, 3, 18));

    [Fact]
    public void City_and_bank_holidays_are_kept_apart()
    {
        // Independence Day 2026 is a Saturday: the offices close on Friday the 3rd, the banks do not.
        DateOnly Due(ObservedHolidays obeys) => SampleRules.Period(new(2026, 6, 1), SampleRules.EveryTwoMonths with { Due = new DateRule(RuleAnchor.PeriodLastDay, 2, OffsetUnit.Months, 3, Roll: RollRule.Next, Obeys: obeys) })[CalendarDate.Due];
        Due(ObservedHolidays.Bank).ShouldBe(new DateOnly(2026, 7, 3));
        Due(ObservedHolidays.City).ShouldBe(new DateOnly(2026, 7, 6));
        Due(ObservedHolidays.Both).ShouldBe(new DateOnly(2026, 7, 6));
    }

    [Fact]
    public void A_bill_date_set_by_hand_takes_the_later_dates_along_only_where_they_must()
    {
        // 22 October leaves 14 days from the 8th: one too few.
        var dates = SampleRules.Period(new(2026, 9, 16), byHand: new() { [CalendarDate.Bill] = new(2026, 10, 8) });
        dates[Due].ShouldBe(new DateOnly(2026, 10, 23));
        dates[Reminder].ShouldBe(new DateOnly(2026, 10, 26));
        dates.Moves.Single(m => m.Date == CalendarDate.Bill).Why.ShouldHaveSingleItem().Cause.ShouldBe(MoveCause.ByHand);
        dates.Moves.Single(m => m.Date == Due).Why.ShouldHaveSingleItem().Cause.ShouldBe(MoveCause.MinimumDays);
    }

    [Fact]
    public void A_run_mailed_in_time_keeps_the_published_dates()
    {
        var planned = SampleRules.Period(new(2026, 9, 16));
        var late = SampleRules.Reckoner().Late(planned.Dates, new(2026, 10, 7));
        late[Due].ShouldBe(new DateOnly(2026, 10, 22));
        late.Moves.ShouldBeEmpty();
    }

    [Fact]
    public void A_run_mailed_late_pushes_the_due_date_and_all_that_follows()
    {
        var late = SampleRules.Reckoner().Late(SampleRules.Period(new(2026, 9, 16)).Dates, new(2026, 10, 13));
        new[] { CalendarDate.Bill, Due, Reminder, Call, ShutOff }.Select(d => late[d]).ShouldBe([new(2026, 10, 13), new(2026, 10, 28), new(2026, 10, 29), new(2026, 11, 10), new(2026, 11, 16)]);
        late.Moves.Select(m => (m.Date, m.Why[0].Cause)).ShouldBe([(Due, MoveCause.MinimumDays), (Reminder, MoveCause.Follows), (Call, MoveCause.Follows), (ShutOff, MoveCause.Follows)]);
    }

    [Fact]
    public void A_late_mailing_brings_no_date_forward()
    {
        // One day more: due on Friday the 23rd; the shut-off by rule stays what was published.
        var late = SampleRules.Reckoner().Late(SampleRules.Period(new(2026, 9, 16)).Dates, new(2026, 10, 8));
        new[] { Due, Reminder, Call, ShutOff }.Select(d => late[d]).ShouldBe([new(2026, 10, 23), new(2026, 10, 26), new(2026, 11, 6), new(2026, 11, 12)]);
        late.Moves.Select(m => m.Date).ShouldNotContain(ShutOff);
    }

    [Fact]
    public void An_off_cycle_statement_takes_its_dates_from_its_bill_date()
    {
        var dates = SampleRules.Reckoner().OffCycle(new(2026, 11, 23));
        new[] { CalendarDate.Bill, Due, Reminder, Call, ShutOff }.Select(d => dates[d]).ShouldBe([new(2026, 11, 23), new(2026, 12, 14), new(2026, 12, 15), new(2026, 12, 28), new(2027, 1, 4)]);
        dates.Find(Read).ShouldBeNull();
    }

    [Fact]
    public void Dates_that_would_cross_keep_their_order()
    {
        var dates = SampleRules.Period(new(2026, 3, 16), SampleRules.EveryTwoMonths with { ShutOff = new DateRule(RuleAnchor.Due, 2, Roll: RollRule.Next, Obeys: ObservedHolidays.City) });
        dates[ShutOff].ShouldBe(dates[Call]);
        dates.Moves.Single(m => m.Date == ShutOff).Why.ShouldHaveSingleItem().Cause.ShouldBe(MoveCause.Order);
    }

    [Fact]
    public void A_town_without_a_free_day_is_told_so() =>
        Should.Throw<UtilityBilling.Errors.BusinessException>(() => SampleRules.Period(new(2026, 3, 16), SampleRules.EveryTwoMonths with
        {
            Read = SampleRules.EveryTwoMonths.Read with { NeverOn = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday] },
        })).Code.ShouldBe("Billing:Calendar.NoDayFree");

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
