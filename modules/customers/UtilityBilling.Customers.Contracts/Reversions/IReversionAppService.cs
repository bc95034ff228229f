using System.ComponentModel.DataAnnotations;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Reversions;

/// <summary>Landlords' agreements for the time between two tenants (CA-07, CA-08). Move-outs and move-ins follow them by themselves.</summary>
public interface IReversionAppService
{
    /// <summary>Sorts: <c>landlord</c>, <c>address</c>, <c>from</c>, <c>to</c>. A text finds accounts and premises.</summary>
    Task<PagedResult<ReversionDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<ReversionDto>> AllAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<ReversionDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The premises that the account's customer owns today, those with an agreement marked, and the one named, if any.</summary>
    Task<IReadOnlyList<LandlordPremise>> PremisesAsync(Guid accountId, Guid? also, CancellationToken cancellationToken = default);

    /// <summary>One agreement for each premise, all or none. Returns how many.</summary>
    Task<int> AddAsync(AddReversionsInput input, CancellationToken cancellationToken = default);

    Task ChangeAsync(Guid id, ChangeReversionInput input, CancellationToken cancellationToken = default);

    /// <summary>It no longer counts from the day on; on its first day it never counted. What reverted already stays.</summary>
    Task EndAsync(Guid id, EndReversionInput input, CancellationToken cancellationToken = default);
}

public sealed record LandlordPremise(Guid PremiseId, string Address, string? Occupant, bool HasAgreement);

/// <param name="BetweenTenants">Whether service is in the landlord's name by this agreement now.</param>
public sealed record ReversionDto(
    Guid Id, Guid PremiseId, string Address, Guid AccountId, string AccountNumber, string LandlordName, DateOnly From, DateOnly? To, string Paper, decimal Fee, bool LeaveOn, bool BetweenTenants,
    string EnteredByName, DateTimeOffset EnteredAt, string? EndedByName, DateTimeOffset? EndedAt, string? EndReason, uint Version);

public sealed class AddReversionsInput
{
    [Display(Name = "Customers:Field.LandlordAccount"), Required]
    public Guid? AccountId { get; set; }

    [Display(Name = "Customers:Field.Premises")]
    public IList<Guid> Premises { get; init; } = [];

    [Display(Name = "Customers:Field.From"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Customers:Field.ReversionUntil")]
    public DateOnly? To { get; set; }

    [Display(Name = "Customers:Field.Paper"), Required, StringLength(500)]
    public string Paper { get; set; } = "";

    [Display(Name = "Customers:Field.ReversionFee"), Range(0, 10_000)]
    public decimal Fee { get; set; }

    [Display(Name = "Customers:Field.LeaveOn")]
    public bool LeaveOn { get; set; } = true;
}

public sealed class ChangeReversionInput
{
    [Display(Name = "Customers:Field.Paper"), Required, StringLength(500)]
    public string Paper { get; set; } = "";

    [Display(Name = "Customers:Field.ReversionFee"), Range(0, 10_000)]
    public decimal Fee { get; set; }

    [Display(Name = "Customers:Field.LeaveOn")]
    public bool LeaveOn { get; set; }

    public uint Version { get; set; }
}

public sealed class EndReversionInput
{
    [Display(Name = "Customers:Field.EndOn"), Required]
    public DateOnly? On { get; set; }

    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";

    public uint Version { get; set; }
}
