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
    public async Task<IReadOnlyList<HolidayDto>> HolidayDaysAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken)
    {
        var spanish = LocalizationCatalog.CurrentLanguage == "es";
        return await database.Set<Holiday>().AsNoTracking().Where(h => h.Day >= from && h.Day <= through).OrderBy(h => h.Day).ThenBy(h => h.List).Take(MostHolidays)
            .Select(h => new HolidayDto(h.Id, h.List, h.Day, h.NameEn, h.NameEs, spanish ? h.NameEs ?? h.NameEn : h.NameEn)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<HolidayBook> HolidaysAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken) =>
        new((await HolidayDaysAsync(from, through, cancellationToken).ConfigureAwait(false)).Select(h => (h.List, h.Day, h.Name)));
}
