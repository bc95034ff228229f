using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.Calendars;

/// <summary>What the town has on file about its calendar: rules and holidays.</summary>
internal sealed class CalendarBooks(IUtilityBillingDbContext database)
{
    private const int MostRules = 2000;
    private const int MostHolidays = 2000;

    public async Task<RuleHistory> RulesAsync(CancellationToken cancellationToken) =>
        new(await database.Set<CalendarRuleRow>().AsNoTracking().OrderByDescending(r => r.EffectiveFrom).ThenByDescending(r => r.SetAt).ThenByDescending(r => r.Id).Take(MostRules).ToListAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The holidays of both lists, named in the reader's language.</summary>
    public async Task<HolidayBook> HolidaysAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken)
    {
        var spanish = LocalizationCatalog.CurrentLanguage == "es";
        var days = await database.Set<Holiday>().AsNoTracking().Where(h => h.Day >= from && h.Day <= through).OrderBy(h => h.Day).Take(MostHolidays).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new HolidayBook(days.Select(h => (h.List, h.Day, spanish ? h.NameEs ?? h.NameEn : h.NameEn)));
    }
}

/// <summary>All rules ever adopted, the newest first.</summary>
internal sealed class RuleHistory(IReadOnlyList<CalendarRuleRow> rows)
{
    private readonly List<(CalendarRuleRow Row, CalendarRules Rules)> _rows = [.. rows.Select(r => (r, CalendarRulesJson.Read(r.Document)))];

    public IReadOnlyList<(CalendarRuleRow Row, CalendarRules Rules)> Rows => _rows;

    /// <summary>The cycle's own rules in force on the day, else the town's.</summary>
    public DateRules? DatesOn(Guid? cycleId, DateOnly day) => InForce(cycleId, day, r => r.Dates);

    public PeriodLayout? LayoutOn(Guid? cycleId, DateOnly day) => InForce(cycleId, day, r => r.Layout);

    private T? InForce<T>(Guid? cycleId, DateOnly day, Func<CalendarRules, T?> part) where T : class =>
        (cycleId is { } cycle ? Newest(cycle, day, part) : null) ?? Newest(null, day, part);

    private T? Newest<T>(Guid? cycleId, DateOnly day, Func<CalendarRules, T?> part) where T : class =>
        _rows.Where(r => r.Row.CycleId == cycleId && r.Row.EffectiveFrom <= day).Select(r => part(r.Rules)).FirstOrDefault(p => p is not null);
}
