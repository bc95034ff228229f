using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.Checklists;

/// <summary>A step of a run with the day that it is planned for.</summary>
internal sealed record PlannedStep(ChecklistRule Rule, string Key, DateOnly Day);

/// <summary>Finds the checklist that holds for a run, and its days by the calendar.</summary>
internal sealed class ChecklistBook(IUtilityBillingDbContext database, CalendarBooks calendar)
{
    private const int HolidaysBefore = 60;
    private const int HolidaysAfter = 120;

    public async Task<ChecklistDto> InForceAsync(BillRunKind kind, DateOnly day, CancellationToken cancellationToken)
    {
        var row = await database.Set<ChecklistRow>().AsNoTracking().Where(c => c.Kind == kind && c.EffectiveFrom <= day)
            .OrderByDescending(c => c.EffectiveFrom).ThenByDescending(c => c.SetAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return row is null
            ? new ChecklistDto(kind, null, ChecklistPlan.Proposed(kind), null, null, null)
            : new ChecklistDto(kind, row.EffectiveFrom, ChecklistPlan.Read(row.Document), row.Reason, row.SetByName, row.SetAt);
    }

    public async Task<IReadOnlyList<PlannedStep>> PlanAsync(BillRun run, CancellationToken cancellationToken)
    {
        var rules = (await InForceAsync(run.Kind, run.BillDate, cancellationToken).ConfigureAwait(false)).Steps;
        var dates = new Dictionary<CalendarDate, DateOnly> { [CalendarDate.Bill] = run.BillDate, [CalendarDate.Due] = run.DueDate };
        if (run.PeriodId is { } periodId)
        {
            var period = await database.Set<BillingPeriod>().AsNoTracking().SingleAsync(p => p.Id == periodId, cancellationToken).ConfigureAwait(false);
            (dates[CalendarDate.Read], dates[CalendarDate.Calculate]) = (period.ReadDate, period.CalculateDate);
        }
        var holidays = await HolidaysAsync(run.BillDate, cancellationToken).ConfigureAwait(false);
        return [.. rules.Select(r => new PlannedStep(r, ChecklistPlan.KeyOf(r), ChecklistPlan.DayOf(r, dates, holidays)))];
    }

    /// <summary>When the checklist has a period calculated; in the morning of the calendar's day where it does not say.</summary>
    public async Task<(DateOnly Day, TimeOnly At)> CalculationAsync(BillingPeriod period, CancellationToken cancellationToken)
    {
        var rule = (await InForceAsync(BillRunKind.Regular, period.BillDate, cancellationToken).ConfigureAwait(false)).Steps.FirstOrDefault(s => s.Step == ChecklistStep.Calculate)
            ?? new ChecklistRule(ChecklistStep.Calculate, "", RuleAnchor.Calculate);
        var day = ChecklistPlan.DayOf(rule, PeriodDates.Of(period), await HolidaysAsync(period.BillDate, cancellationToken).ConfigureAwait(false));
        return (day, rule.At ?? new TimeOnly(6, 0));
    }

    private Task<HolidayBook> HolidaysAsync(DateOnly billDate, CancellationToken cancellationToken) => calendar.HolidaysAsync(billDate.AddDays(-HolidaysBefore), billDate.AddDays(HolidaysAfter), cancellationToken);
}
