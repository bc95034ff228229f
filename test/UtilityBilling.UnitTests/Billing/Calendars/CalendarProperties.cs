using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace UtilityBilling.Billing.Calendars;

/// <summary>What holds for every town's rules.</summary>
public sealed class CalendarProperties
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20261123UL, 11UL).WithMaxTest(300);
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, 1_000_000).ToArbitrary();
    private static readonly CalendarDate[] All = Enum.GetValues<CalendarDate>();

    [Fact]
    public void A_shut_off_is_never_on_a_forbidden_day_and_the_order_holds() => Prop.ForAll(Seeds, seed =>
    {
        var random = new System.Random(seed);
        var rules = Rules(random);
        var to = new DateOnly(2026, 1, 1).AddDays(random.Next(700));
        return Holds(rules, new DateReckoner(rules, SampleRules.Holidays, 15).Period(to.AddMonths(-2), to, new Dictionary<CalendarDate, DateOnly>()));
    }).Check(Seeded);

    [Fact]
    public void So_it_is_for_a_run_mailed_on_any_day_and_nothing_comes_sooner() => Prop.ForAll(Seeds, seed =>
    {
        var random = new System.Random(seed);
        var rules = Rules(random);
        var reckoner = new DateReckoner(rules, SampleRules.Holidays, 15);
        var to = new DateOnly(2026, 1, 1).AddDays(random.Next(600));
        var planned = reckoner.Period(to.AddMonths(-2), to, new Dictionary<CalendarDate, DateOnly>());
        var mailed = planned[CalendarDate.Bill].AddDays(random.Next(60));
        var late = reckoner.Late(planned.Dates, mailed);
        return Holds(rules, late) && All.Where(d => d > CalendarDate.Bill).All(d => late[d] >= planned[d]) && late[CalendarDate.Due] >= mailed.AddDays(15);
    }).Check(Seeded);

    [Fact]
    public void Periods_tile_the_year_whatever_the_layout() => Prop.ForAll(Seeds, seed =>
    {
        var random = new System.Random(seed);
        var months = new[] { 1, 2, 3, 6, 12 }[random.Next(5)];
        var (before, after) = (Layout(random), Layout(random));
        var change = new DateOnly(2026, 1, 1).AddDays(random.Next(400));
        var start = new DateOnly(2026, 1, 1).AddDays(random.Next(60));
        var tiles = PeriodTiling.Tile(start, new DateOnly(2028, 1, 1), months, d => d < change ? before : after).ToList();
        return tiles[0].From == start && tiles[^1].To >= new DateOnly(2028, 1, 1)
            && tiles.Zip(tiles.Skip(1)).All(t => t.First.To == t.Second.From)
            && tiles.All(t => t.To.DayNumber - t.From.DayNumber is var days && days >= months * 28 / 2 && days <= months * 31 * 3 / 2 + 1);
    }).Check(Seeded);

    private static bool Holds(DateRules rules, ReckonedDates dates)
    {
        var shutOff = dates[CalendarDate.ShutOff];
        return SampleRules.Holidays.Refuses(shutOff, rules.ShutOff!) is null && shutOff.DayOfWeek is not (DayOfWeek.Friday or DayOfWeek.Saturday or DayOfWeek.Sunday)
            && dates[CalendarDate.Due] > dates[CalendarDate.Bill] && dates[CalendarDate.Reminder] > dates[CalendarDate.Due]
            && dates[CalendarDate.Call] >= dates[CalendarDate.Reminder] && shutOff >= dates[CalendarDate.Call];
    }

    private static DateRules Rules(System.Random random) => SampleRules.EveryTwoMonths with
    {
        Due = random.Next(2) == 0 ? SampleRules.EveryTwoMonths.Due with { DayOfMonth = random.Next(1, 32) } : new DateRule(RuleAnchor.Bill, random.Next(5, 40), (OffsetUnit)random.Next(2), Roll: Roll(random), Obeys: Obeys(random)),
        Reminder = new DateRule(RuleAnchor.Due, random.Next(0, 12), Roll: Roll(random), Obeys: Obeys(random)),
        Call = new DateRule(RuleAnchor.Reminder, random.Next(-3, 12), Roll: Roll(random), Obeys: Obeys(random)),
        ShutOff = new DateRule(random.Next(2) == 0 ? RuleAnchor.Due : RuleAnchor.Call, random.Next(0, 30), Roll: Roll(random), Obeys: Obeys(random)) { NeverOn = [DayOfWeek.Friday], NotOnEve = random.Next(2) == 0 },
    };

    private static RollRule Roll(System.Random random) => (RollRule)random.Next(1, 4);

    private static ObservedHolidays Obeys(System.Random random) => (ObservedHolidays)random.Next(4);

    private static PeriodLayout Layout(System.Random random) => new(random.Next(1, 13), random.Next(1, 29), PeriodName.LastMonth);
}
