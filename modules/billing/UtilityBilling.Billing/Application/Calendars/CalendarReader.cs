using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.Calendars;

/// <summary>Reads what is published, for the pages, the print and the feed. Asks no right: whoever calls has.</summary>
internal sealed class CalendarReader(IUtilityBillingDbContext database, CalendarBooks books)
{
    private const int MostPeriods = 1000;

    public async Task<IReadOnlyList<CalendarRow>> YearAsync(int year, CancellationToken cancellationToken)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var rows = await (from p in database.Set<BillingPeriod>().AsNoTracking()
                          join c in database.Set<Cycle>() on p.CycleId equals c.Id
                          where p.BillDate >= first && p.BillDate <= last
                          orderby p.BillDate, c.Code
                          select new { Period = p, c.Code, c.Name, Used = database.Set<BillRun>().Any(r => r.PeriodId == p.Id && r.State != BillRunState.Cancelled) })
            .Take(MostPeriods).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(r => new CalendarRow(Dto(r.Period), r.Code, r.Name, r.Used, CalendarRulesJson.ReadMoves(r.Period.Moves)))];
    }

    /// <summary>Each date of each period, and each holiday, on its day.</summary>
    public async Task<IReadOnlyList<CalendarEvent>> EventsAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken)
    {
        var first = from;
        var periods = await (from p in database.Set<BillingPeriod>().AsNoTracking()
                             join c in database.Set<Cycle>() on p.CycleId equals c.Id
                             where p.ReadDate <= through && (p.ShutOffDate ?? p.CallDate ?? p.ReminderDate ?? p.DueDate) >= first
                             orderby p.BillDate, c.Code
                             select new { Period = p, c.Name }).Take(MostPeriods).ToListAsync(cancellationToken).ConfigureAwait(false);
        var dates = from p in periods from d in PeriodDates.Of(p.Period) select new CalendarEvent(d.Value, p.Period.Id, d.Key, p.Name, p.Period.Code, null);
        var holidays = (await books.HolidayDaysAsync(from, through, cancellationToken).ConfigureAwait(false)).Select(h => new CalendarEvent(h.Day, null, null, h.Name, null, h.List));
        return [.. holidays.Concat(dates).Where(e => e.Day >= from && e.Day <= through).OrderBy(e => e.Day).ThenBy(e => e.Date.HasValue).ThenBy(e => e.Date).ThenBy(e => e.Name, StringComparer.Ordinal)];
    }

    private static PeriodDto Dto(BillingPeriod p) =>
        new(p.Id, p.CycleId, p.Code, p.From, p.To, p.ReadDate, p.CalculateDate, p.BillDate, p.DueDate, p.ReminderDate, p.CallDate, p.ShutOffDate);
}
