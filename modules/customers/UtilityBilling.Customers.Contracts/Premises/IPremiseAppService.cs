using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Premises;

/// <summary>Premises: the properties that outlive every owner, tenant and meter.</summary>
public interface IPremiseAppService
{
    /// <summary>Sorts: <c>address</c>, <c>parcel</c>.</summary>
    Task<PagedResult<PremiseListItem>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Every row that the list filters, for a file.</summary>
    Task<IReadOnlyList<PremiseListItem>> AllAsync(PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>The premise with its life in time order.</summary>
    Task<PremiseDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>A premise, its parcel (found by number or entered) and its owner.</summary>
    Task<Guid> CreateAsync(PremiseInput input, CancellationToken cancellationToken = default);

    Task UpdateAsync(Guid id, PremiseInput input, CancellationToken cancellationToken = default);

    /// <summary>A new owner from a day on; the former one ends the same day.</summary>
    Task AddOwnerAsync(Guid premiseId, OwnerInput input, CancellationToken cancellationToken = default);

    /// <summary>A place for a meter, with cycle, route and place in the walk.</summary>
    Task<Guid> AddServicePointAsync(Guid premiseId, ServicePointInput input, CancellationToken cancellationToken = default);
}

/// <param name="Occupant">Who lives there today; empty when nobody does.</param>
public sealed record PremiseListItem(Guid Id, string Address, string City, string? ParcelNumber, string? Occupant, Guid? AccountId, string? AccountNumber);

/// <summary>A premise with everything that ever was there, newest first.</summary>
public sealed record PremiseDto(
    Guid Id,
    string Address,
    PremiseInput Input,
    ParcelDto? Parcel,
    IReadOnlyList<PremiseOccupancyDto> Occupancies,
    IReadOnlyList<PremiseOwnerDto> Owners,
    IReadOnlyList<ServicePointDto> ServicePoints,
    IReadOnlyList<PremiseEventDto> Life);

public sealed record ParcelDto(Guid Id, string Number, string? LegalDescription, string? OwnerOfRecord, decimal? AreaSqFt);

public sealed record PremiseOccupancyDto(Guid OccupancyId, Guid AccountId, string AccountNumber, string CustomerName, OccupancyRole Role, OccupancyStatus Status, DateOnly From, DateOnly? To);

public sealed record PremiseOwnerDto(Guid CustomerId, string CustomerName, DateOnly From, DateOnly? To);

/// <param name="Cycle">The cycle's code, where the calendar's module tells it.</param>
/// <param name="Route">The route's code, where the meters' module tells it.</param>
/// <param name="Meter">The installed meter's serial number and size.</param>
public sealed record ServicePointDto(Guid Id, string Service, string? Cycle, string? Route, int Sequence, string? Location, ServicePointState State, string? CannotShutOffReason, string? Meter, string? MeterUrl);

/// <summary>One event of a premise's life.</summary>
/// <param name="Kind"><c>movedIn</c>, <c>movedOut</c>, <c>owner</c> or <c>fact</c>.</param>
/// <param name="What">The name of the person or the fact.</param>
/// <param name="Detail">The account's number or the fact's value.</param>
public sealed record PremiseEventDto(DateOnly On, string Kind, string What, string? Detail, Guid? AccountId);
