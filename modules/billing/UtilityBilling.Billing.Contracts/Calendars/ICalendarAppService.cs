namespace UtilityBilling.Billing.Calendars;

/// <summary>Cycles and their billing periods.</summary>
public interface ICalendarAppService
{
    Task<IReadOnlyList<CycleDto>> CyclesAsync(CancellationToken cancellationToken = default);

    Task<Guid> AddCycleAsync(string code, string name, int monthsPerPeriod, CancellationToken cancellationToken = default);

    /// <summary>Adds periods in order; each begins where the one before ended, so that no day is billed twice or forgotten.</summary>
    Task AddPeriodsAsync(Guid cycleId, IReadOnlyList<PeriodInput> periods, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<PeriodDto>> PeriodsAsync(Guid cycleId, DateOnly from, DateOnly to, CancellationToken cancellationToken = default);

    /// <summary>All cycles side by side: the periods whose bills are dated in the year.</summary>
    Task<IReadOnlyList<CalendarRow>> YearAsync(int year, CancellationToken cancellationToken = default);

    /// <summary>What falls on each day, holidays first. Both days count.</summary>
    Task<IReadOnlyList<CalendarEvent>> EventsAsync(DateOnly from, DateOnly through, CancellationToken cancellationToken = default);
}

public sealed record CycleDto(Guid Id, string Code, string Name, int MonthsPerPeriod);

/// <summary>One row of the calendar. From counts, To does not.</summary>
public sealed record PeriodInput(
    string Code, DateOnly From, DateOnly To, DateOnly ReadDate, DateOnly CalculateDate, DateOnly BillDate, DateOnly DueDate, DateOnly? ReminderDate = null, DateOnly? CallDate = null, DateOnly? ShutOffDate = null);

public sealed record PeriodDto(
    Guid Id, Guid CycleId, string Code, DateOnly From, DateOnly To, DateOnly ReadDate, DateOnly CalculateDate, DateOnly BillDate, DateOnly DueDate, DateOnly? ReminderDate, DateOnly? CallDate, DateOnly? ShutOffDate);

/// <summary>One published period among those of all cycles.</summary>
/// <param name="IsUsed">A bill run was started for it: its dates stay.</param>
public sealed record CalendarRow(PeriodDto Period, string CycleCode, string CycleName, bool IsUsed, IReadOnlyList<DateMove> Moves);

/// <summary>A date of a period, or a holiday, on its day.</summary>
/// <param name="PeriodId">None for a holiday.</param>
/// <param name="Name">The cycle's or the holiday's.</param>
public sealed record CalendarEvent(DateOnly Day, Guid? PeriodId, CalendarDate? Date, string Name, string? PeriodCode, HolidayList? Holiday);
