namespace UtilityBilling.Billing.Calendars;

/// <summary>The holidays of offices and banks.</summary>
public interface IHolidayAppService
{
    Task<IReadOnlyList<HolidayDto>> YearAsync(int year, CancellationToken cancellationToken = default);

    Task<Guid> AddAsync(HolidayInput input, CancellationToken cancellationToken = default);

    Task RemoveAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The federal holidays of the year that the town has not on file.</summary>
    Task<IReadOnlyList<HolidayInput>> ProposeAsync(int year, CancellationToken cancellationToken = default);

    /// <summary>Takes the proposal over as it is. Returns how many days were added.</summary>
    Task<int> TakeProposalAsync(int year, CancellationToken cancellationToken = default);

    /// <summary>Copies another year's holidays by month and day, to be corrected after. Days that are on file stay. Returns how many were added.</summary>
    Task<int> CopyAsync(int fromYear, int toYear, CancellationToken cancellationToken = default);
}
