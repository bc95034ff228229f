using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;

namespace UtilityBilling.Billing.Calendars;

internal sealed class CalendarAppService(IUtilityBillingDbContext database, IPermissionChecker permissions, IGuidGenerator guids, CalendarReader reader) : ICalendarAppService
{
    private const int MostPeriods = 500;

    public async Task<IReadOnlyList<CycleDto>> CyclesAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        return await database.Set<Cycle>().AsNoTracking().OrderBy(c => c.Code).Select(c => new CycleDto(c.Id, c.Code, c.Name, c.MonthsPerPeriod)).Take(MostPeriods).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> AddCycleAsync(string code, string name, int monthsPerPeriod, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        if (12 % Math.Clamp(monthsPerPeriod, 1, 12) != 0 || monthsPerPeriod is < 1 or > 12)
            throw new BusinessException("Billing:Calendar.Months").ForField("Input.Months");
        if (await database.Set<Cycle>().AnyAsync(c => c.Code == code, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Calendar.CycleTaken").ForField("Input.Code").WithData("Code", code);
        var cycle = new Cycle { Id = guids.Create(), Code = code, Name = name, MonthsPerPeriod = monthsPerPeriod };
        database.Set<Cycle>().Add(cycle);
        return cycle.Id;
    }

    public async Task AddPeriodsAsync(Guid cycleId, IReadOnlyList<PeriodInput> periods, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(periods);
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        var end = await database.Set<BillingPeriod>().Where(p => p.CycleId == cycleId).MaxAsync(p => (DateOnly?)p.To, cancellationToken).ConfigureAwait(false);
        foreach (var period in periods)
        {
            if (end is { } last && period.From != last)
                throw new BusinessException("Billing:Calendar.GapOrOverlap").WithData("Period", period.Code).WithData("Expected", last).WithData("From", period.From);
            if (period.To <= period.From || period.DueDate <= period.BillDate)
                throw new BusinessException("Billing:Calendar.DatesOutOfOrder").WithData("Period", period.Code);
            database.Set<BillingPeriod>().Add(new BillingPeriod
            {
                Id = guids.Create(),
                CycleId = cycleId,
                Code = period.Code,
                From = period.From,
                To = period.To,
                ReadDate = period.ReadDate,
                CalculateDate = period.CalculateDate,
                BillDate = period.BillDate,
                DueDate = period.DueDate,
                ReminderDate = period.ReminderDate,
                CallDate = period.CallDate,
                ShutOffDate = period.ShutOffDate,
            });
            end = period.To;
        }
    }

    public async Task<IReadOnlyList<CalendarRow>> YearAsync(int year, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        return await reader.YearAsync(year, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<CalendarEvent>> EventsAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        return await reader.EventsAsync(from, through, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<PeriodDto>> PeriodsAsync(Guid cycleId, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        return await database.Set<BillingPeriod>().AsNoTracking().Where(p => p.CycleId == cycleId && p.To > from && p.From < to).OrderBy(p => p.From)
            .Select(p => new PeriodDto(p.Id, p.CycleId, p.Code, p.From, p.To, p.ReadDate, p.CalculateDate, p.BillDate, p.DueDate, p.ReminderDate, p.CallDate, p.ShutOffDate))
            .Take(MostPeriods).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
