using UtilityBilling.Auditing;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Accounts;

/// <summary>Accounts for the office: the list, and the hub with its tabs.</summary>
public interface IAccountAppService
{
    /// <summary>Sorts: <c>number</c>, <c>name</c>, <c>address</c>, <c>status</c>, <c>opened</c>. A text finds number, name, address, parcel, phone, e-mail or legacy id.</summary>
    Task<PagedResult<AccountListItem>> ListAsync(PagedRequest request, OccupancyStatus? status, CancellationToken cancellationToken = default);

    /// <summary>Every row that the list filters, for a file.</summary>
    Task<IReadOnlyList<AccountListItem>> AllAsync(PagedRequest request, OccupancyStatus? status, CancellationToken cancellationToken = default);

    Task<AccountHeaderDto> HeaderAsync(Guid accountId, CancellationToken cancellationToken = default);

    Task<AccountOverviewDto> OverviewAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>Everywhere the account lived or lives, newest first, each with its services.</summary>
    Task<IReadOnlyList<AccountOccupancyDto>> OccupanciesAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>What the audit trail says of the account, its customer and its occupancies, newest first.</summary>
    Task<IReadOnlyList<RecordHistoryEntry>> HistoryAsync(Guid accountId, CancellationToken cancellationToken = default);

    Task<AccountSettingsDto> SettingsAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>Where the mail goes and how; refused on a stale form.</summary>
    Task UpdateAsync(Guid accountId, AccountSettingsInput input, CancellationToken cancellationToken = default);
}

/// <param name="Address">Where it lives or lived last.</param>
/// <param name="Status">Of the latest occupancy; empty when it never lived anywhere.</param>
public sealed record AccountListItem(Guid Id, string Number, string CustomerName, string? Address, string? City, string? Phone, OccupancyStatus? Status, DateOnly OpenedOn);

/// <summary>Who, where, and what one should know first.</summary>
public sealed record AccountHeaderDto(
    Guid AccountId,
    string Number,
    Guid CustomerId,
    string CustomerName,
    bool IsStaff,
    string Language,
    Guid? PremiseId,
    string? Address,
    OccupancyStatus? Status,
    DateOnly? From,
    DateOnly? To,
    string CollectionStage,
    IReadOnlyList<AccountFigure> Figures,
    IReadOnlyList<AccountAlert> Alerts,
    IReadOnlyList<AccountTabDto> Tabs)
{
    public string Title => $"{Number} {CustomerName}";
}

public sealed record AccountTabDto(string Tab, string TextKey, string Url);

public sealed record AccountOverviewDto(IReadOnlyList<AgreementDto> Agreements, IReadOnlyList<AccountOverviewCard> Cards, IReadOnlyList<UsageChart> Charts);

/// <param name="Cycle">The cycle's code.</param>
/// <param name="Rate">The rate in force today, or the last one.</param>
/// <param name="UsageFrom">What feeds it, in the reader's words; empty for a flat service.</param>
public sealed record AgreementDto(Guid Id, string Service, string CustomerClass, string? Cycle, string? Route, string? Rate, DateOnly From, DateOnly? To, string? UsageFrom, string? Meter, string? MeterUrl);

/// <summary>A time at a premise with its services.</summary>
public sealed record AccountOccupancyDto(
    Guid OccupancyId,
    Guid PremiseId,
    string Address,
    OccupancyRole Role,
    OccupancyStatus Status,
    DateOnly From,
    DateOnly? To,
    string? ForwardingAddress,
    string? EndReason,
    string? OverrideReason,
    uint Version,
    IReadOnlyList<AgreementDto> Agreements);

public sealed record AccountSettingsDto(string Number, AccountSettingsInput Input);
