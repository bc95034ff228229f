using UtilityBilling.Settings;

namespace UtilityBilling.Billing.Calendars;

internal sealed class RunDateSource(CalendarBooks books, ISettingProvider settings) : IRunDates
{
    /// <summary>Holidays are looked up this far ahead of a bill date.</summary>
    private const int DaysAhead = 400;

    public async Task<RunDates> OffCycleAsync(Guid? cycleId, DateOnly billDate, CancellationToken cancellationToken = default)
    {
        var (reckoner, _) = await ReckonerAsync(cycleId, billDate, cancellationToken).ConfigureAwait(false);
        return Answer(reckoner.OffCycle(billDate));
    }

    public async Task<RunDates> LatestAsync(BillingPeriod period, DateOnly billDate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(period);
        var published = PeriodDates.Of(period);
        var (reckoner, hasRules) = await ReckonerAsync(period.CycleId, period.To, cancellationToken, billDate).ConfigureAwait(false);
        var late = reckoner.Late(published, billDate);
        return Answer(hasRules ? late : Shifted(published, late));
    }

    /// <summary>A town without rules: what comes after the due date keeps its distance from it.</summary>
    private static ReckonedDates Shifted(IReadOnlyDictionary<CalendarDate, DateOnly> published, ReckonedDates late)
    {
        var days = late[CalendarDate.Due].DayNumber - published[CalendarDate.Due].DayNumber;
        var moved = published.Where(d => d.Key > CalendarDate.Due && days > 0)
            .Select(d => new DateMove(d.Key, d.Value, d.Value.AddDays(days), [new MoveReason(MoveCause.Follows, late[CalendarDate.Due])])).ToList();
        return new ReckonedDates(late.Dates.ToDictionary(d => d.Key, d => moved.Find(m => m.Date == d.Key)?.To ?? d.Value), [.. late.Moves, .. moved]);
    }

    private async Task<(DateReckoner Reckoner, bool HasRules)> ReckonerAsync(Guid? cycleId, DateOnly rulesOn, CancellationToken cancellationToken, DateOnly? billDate = null)
    {
        var mailed = billDate ?? rulesOn;
        var least = await settings.GetIntAsync(BillingSettings.MinDaysToDue, mailed, cancellationToken).ConfigureAwait(false);
        var holidays = await books.HolidaysAsync(mailed.AddDays(-DaysAhead), mailed.AddDays(DaysAhead), cancellationToken).ConfigureAwait(false);
        var rules = (await books.RulesAsync(cancellationToken).ConfigureAwait(false)).DatesOn(cycleId, rulesOn);
        return (new DateReckoner(rules ?? Bare(least), holidays, least), rules is not null);
    }

    /// <summary>What a town without rules goes by.</summary>
    private static DateRules Bare(int least)
    {
        var due = new DateRule(RuleAnchor.Bill, least, Roll: RollRule.Next, Obeys: ObservedHolidays.Both);
        var day = new DateRule(RuleAnchor.PeriodLastDay);
        return new DateRules(day, day, day, due, null, null, null, due);
    }

    private static RunDates Answer(ReckonedDates dates) =>
        new(dates[CalendarDate.Bill], dates[CalendarDate.Due], dates.Find(CalendarDate.Reminder), dates.Find(CalendarDate.Call), dates.Find(CalendarDate.ShutOff), dates.Moves);
}
