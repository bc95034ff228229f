using System.ComponentModel.DataAnnotations;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Holds;

/// <summary>Holds of billing (CA-14): a service, and with it the whole bill of its occupancy, is left out of runs from a day until another, with a reason. Each run lists them.</summary>
public interface IBillingHoldAppService
{
    /// <summary>An account's holds, those in force first.</summary>
    Task<IReadOnlyList<BillingHoldDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>The account's services that a run may still bill: id and name.</summary>
    Task<IReadOnlyList<HoldableService>> ServicesAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>Every hold that is neither released nor past its end, the oldest first.</summary>
    Task<PagedResult<BillingHoldDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<BillingHoldDto>> AllAsync(CancellationToken cancellationToken = default);

    /// <summary>Holds one service, or all of the account's. Returns how many services are held now.</summary>
    Task<int> AddAsync(Guid accountId, AddHoldInput input, CancellationToken cancellationToken = default);

    /// <summary>Runs bill the service again from now on.</summary>
    Task ReleaseAsync(Guid accountId, Guid holdId, ReleaseHoldInput input, CancellationToken cancellationToken = default);
}

public sealed record HoldableService(Guid AgreementId, string Service);

/// <param name="Until">The first bill date on which it is billed again.</param>
/// <param name="AgeInDays">Since when it holds, or since when it was entered if it holds later.</param>
public sealed record BillingHoldDto(
    Guid Id, Guid AccountId, string AccountNumber, string CustomerName, string Address, string Service, DateOnly From, DateOnly? Until, string Reason, string? CreatedByName, DateTimeOffset CreatedAt,
    string? ReleasedByName, DateTimeOffset? ReleasedAt, string? ReleaseReason, HoldState State, int AgeInDays);

public enum HoldState
{
    /// <summary>It holds from a day to come.</summary>
    Upcoming,

    InForce,

    /// <summary>Its end has come.</summary>
    RunOut,

    Released,
}

public sealed class AddHoldInput
{
    /// <summary>Empty for all services of the account.</summary>
    [Display(Name = "Billing:Field.Service")]
    public Guid? AgreementId { get; set; }

    [Display(Name = "Billing:Hold.From"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Billing:Hold.Until"), Required]
    public DateOnly? Until { get; set; }

    [Display(Name = "Billing:Field.Reason"), Required, StringLength(1000)]
    public string Reason { get; set; } = "";
}

public sealed class ReleaseHoldInput
{
    [Display(Name = "Billing:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";
}
