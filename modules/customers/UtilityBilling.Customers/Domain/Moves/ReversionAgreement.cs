using UtilityBilling.Domain;
using UtilityBilling.Users;

namespace UtilityBilling.Customers;

/// <summary>
/// What a landlord signed: when a tenant leaves and nobody follows, service goes on in the landlord's name from the same day, or it is shut off (CA-07). From counts,
/// To does not; no two of one premise overlap.
/// </summary>
internal sealed class ReversionAgreement : AggregateRoot
{
    public required Guid PremiseId { get; init; }

    /// <summary>The landlord's account, which pays between two tenants.</summary>
    public required Guid AccountId { get; init; }

    public required DateOnly From { get; init; }
    public DateOnly? To { get; set; }

    /// <summary>Where the signed paper is.</summary>
    public required string Paper { get; set; }

    /// <summary>What the landlord agreed to pay for each reversion, in dollars.</summary>
    public decimal Fee { get; set; }

    /// <summary>Whether service is left on in the landlord's name; else it is shut off.</summary>
    public bool LeaveOn { get; set; }

    public required Guid EnteredBy { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
    public Guid? EndedBy { get; private set; }
    public string? EndedByName { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndReason { get; private set; }

    /// <summary>Ends it on a day; on its first day it never counted.</summary>
    public void End(DateOnly on, string reason, Actor by, DateTimeOffset at)
    {
        To = on;
        (EndReason, EndedBy, EndedByName, EndedAt) = (reason, by.UserId, by.DisplayName, at);
    }
}
