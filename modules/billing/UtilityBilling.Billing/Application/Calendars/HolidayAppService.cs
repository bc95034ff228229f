using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;

namespace UtilityBilling.Billing.Calendars;

internal sealed class HolidayAppService(IUtilityBillingDbContext database, CalendarBooks books, IPermissionChecker permissions, IGuidGenerator guids) : IHolidayAppService
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    public async Task<IReadOnlyList<HolidayDto>> YearAsync(int year, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.View, cancellationToken).ConfigureAwait(false);
        CheckYear(year);
        return await books.HolidayDaysAsync(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> AddAsync(HolidayInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        if (input.Day.Year is < FirstYear or > LastYear)
            throw new BusinessException("Billing:Holiday.Year").ForField("Input.Day");
        if (await database.Set<Holiday>().AnyAsync(h => h.Day == input.Day && h.List == input.List, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Holiday.Taken").ForField("Input.Day").WithData("Day", input.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        return Add(input);
    }

    public async Task RemoveAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        var holiday = await database.Set<Holiday>().SingleOrDefaultAsync(h => h.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(Holiday), id);
        database.Set<Holiday>().Remove(holiday);
    }

    public async Task<IReadOnlyList<HolidayInput>> ProposeAsync(int year, CancellationToken cancellationToken = default)
    {
        var known = (await YearAsync(year, cancellationToken).ConfigureAwait(false)).Select(h => (h.List, h.Day)).ToHashSet();
        return [.. Enum.GetValues<HolidayList>().SelectMany(l => HolidayProposal.Federal.Year(year, l)).Where(h => !known.Contains((h.List, h.Day)))];
    }

    public async Task<int> TakeProposalAsync(int year, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        return AddAll(await ProposeAsync(year, cancellationToken).ConfigureAwait(false));
    }

    public async Task<int> CopyAsync(int fromYear, int toYear, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Calendar.Edit, cancellationToken).ConfigureAwait(false);
        var known = (await YearAsync(toYear, cancellationToken).ConfigureAwait(false)).Select(h => (h.List, h.Day)).ToHashSet();
        var copied = (await YearAsync(fromYear, cancellationToken).ConfigureAwait(false)).Select(h => new HolidayInput(h.List, h.Day.AddYears(toYear - fromYear), h.NameEn, h.NameEs));
        return AddAll([.. copied.Where(h => known.Add((h.List, h.Day)))]);
    }

    private int AddAll(IReadOnlyList<HolidayInput> holidays)
    {
        foreach (var holiday in holidays)
            Add(holiday);
        return holidays.Count;
    }

    private Guid Add(HolidayInput input)
    {
        var holiday = new Holiday { Id = guids.Create(), List = input.List, Day = input.Day, NameEn = input.NameEn.Trim(), NameEs = string.IsNullOrWhiteSpace(input.NameEs) ? null : input.NameEs.Trim() };
        database.Set<Holiday>().Add(holiday);
        return holiday.Id;
    }

    private static void CheckYear(int year)
    {
        if (year is < FirstYear or > LastYear)
            throw new BusinessException("Billing:Holiday.Year");
    }
}
