using UtilityBilling.Domain;
using UtilityBilling.Users;

namespace UtilityBilling.Billing;

/// <summary>
/// Do not bill this agreement for now (CA-14). Every hold has a reason and a day on which it ends by itself; each run lists it. A run of a bill date from
/// <see cref="From"/> to before <see cref="Until"/> leaves the agreement out.
/// </summary>
internal sealed class BillingHold : AggregateRoot
{
    public required Guid AgreementId { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The first bill date on which it is billed again.</summary>
    public DateOnly? Until { get; set; }

    public required string Reason { get; init; }
    public required Guid CreatedBy { get; init; }
    public string? CreatedByName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public Guid? ReleasedBy { get; private set; }
    public string? ReleasedByName { get; private set; }
    public DateTimeOffset? ReleasedAt { get; private set; }
    public string? ReleaseReason { get; private set; }

    public void Release(string reason, Actor by, DateTimeOffset at) => (ReleaseReason, ReleasedBy, ReleasedByName, ReleasedAt) = (reason, by.UserId, by.DisplayName, at);
}
