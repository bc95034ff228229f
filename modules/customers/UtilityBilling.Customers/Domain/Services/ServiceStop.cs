using UtilityBilling.Domain;
using UtilityBilling.Users;

namespace UtilityBilling.Customers;

/// <summary>
/// A temporary stop of one service, seasonal or for a vacation: the account stays open and the service goes on afterwards as it was. From counts, To does not. No two
/// of one agreement overlap; one that was taken back ends on its first day and never counted.
/// </summary>
internal sealed class ServiceStop : AggregateRoot
{
    public required Guid AgreementId { get; init; }

    /// <summary>The first day without service.</summary>
    public required DateOnly From { get; set; }

    /// <summary>The day on which service starts again; empty while nobody knows.</summary>
    public DateOnly? To { get; set; }

    public required string Reason { get; init; }
    public required Guid EnteredBy { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>Who took it back.</summary>
    public Guid? TakenBackBy { get; private set; }

    public string? TakenBackByName { get; private set; }
    public DateTimeOffset? TakenBackAt { get; private set; }
    public string? TakenBackReason { get; private set; }

    public bool IsTakenBack => To == From;

    public void TakeBack(string reason, Actor by, DateTimeOffset at)
    {
        To = From;
        (TakenBackReason, TakenBackBy, TakenBackByName, TakenBackAt) = (reason, by.UserId, by.DisplayName, at);
    }
}
