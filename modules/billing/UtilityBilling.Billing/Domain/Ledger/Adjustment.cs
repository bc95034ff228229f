using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Ledger;

/// <summary>A change of what an account owes, with its reason. The balance moves only when a second person has approved it.</summary>
internal sealed class Adjustment : AggregateRoot
{
    public required Guid AccountId { get; init; }

    /// <summary>The charge that is put right; null spreads a decrease over the account's open charges.</summary>
    public Guid? ChargeId { get; init; }
    public required AdjustmentKind Kind { get; init; }

    /// <summary>Greater than zero.</summary>
    public required decimal Amount { get; init; }
    public required string ReasonCode { get; init; }
    public required string Note { get; init; }

    /// <summary>The account that bears it: the reason's, else the charge's own revenue.</summary>
    public required Guid GlAccountId { get; init; }
    public AdjustmentState State { get; private set; } = AdjustmentState.Requested;
    public required Guid RequestedBy { get; init; }
    public required string RequestedByName { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public Guid? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DeclineReason { get; private set; }
    public Guid? JournalId { get; private set; }

    public void Approve(Guid by, string byName, DateTimeOffset at, Guid journalId)
    {
        Decide(by, byName, at, AdjustmentState.Approved);
        JournalId = journalId;
    }

    public void Decline(Guid by, string byName, DateTimeOffset at, string reason)
    {
        Decide(by, byName, at, AdjustmentState.Declined);
        DeclineReason = reason;
    }

    private void Decide(Guid by, string byName, DateTimeOffset at, AdjustmentState state)
    {
        if (State != AdjustmentState.Requested)
            throw new Errors.BusinessException("Billing:Adjustment.AlreadyDecided");
        if (by == RequestedBy)
            throw new Errors.BusinessException("Billing:Adjustment.OwnRequest");
        (State, DecidedBy, DecidedByName, DecidedAt) = (state, by, byName, at);
    }
}

internal enum AdjustmentKind { Decrease, Increase }

internal enum AdjustmentState { Requested, Approved, Declined }

/// <summary>Why a balance may be adjusted, in the town's words.</summary>
internal sealed class AdjustmentReason : AggregateRoot
{
    public required string Code { get; init; }
    public required string LabelEn { get; set; }
    public required string LabelEs { get; set; }

    /// <summary>The contra account that bears it; null uses the revenue of the charge that is put right.</summary>
    public Guid? GlAccountId { get; set; }
    public bool Active { get; set; } = true;
}
