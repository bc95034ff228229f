using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Domain;
using UtilityBilling.Errors;
using UtilityBilling.Users;

namespace UtilityBilling.Billing;

/// <summary>
/// Something an account is charged for beside its services (BR-19): a broken hydrant once, the rent of a hydrant meter in every period. It becomes a line of a bill, once for
/// each day or period that it is for; a bill taken back leaves it waiting for the next. What a run bills is never typed anywhere else.
/// </summary>
internal sealed class MiscCharge : AggregateRoot
{
    public required Guid AccountId { get; init; }

    /// <summary>The stay whose bill carries it; empty for whichever bill of the account comes first.</summary>
    public Guid? OccupancyId { get; init; }

    /// <summary>The landlord's time between two tenants that this is the agreed fee for, if it is one: charged once.</summary>
    public Guid? RevertedId { get; init; }

    public required Guid CodeId { get; init; }
    public required MiscChargeKind Kind { get; init; }

    /// <summary>The day of a one-time charge; the first day of a recurring one.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The first day on which a recurring charge no longer counts; empty while it goes on.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>By whose periods a recurring charge comes; empty for a one-time charge.</summary>
    public Guid? CycleId { get; init; }

    /// <summary>1 for every period, 2 for every other one.</summary>
    public required int EveryPeriods { get; init; }

    /// <summary>The reason as the bill says it.</summary>
    public string? TextEn { get; init; }

    public string? TextEs { get; init; }

    /// <summary>Where the paper lies that says so: work order, permit, damage report.</summary>
    public string? Paper { get; init; }

    public MiscChargeState State { get; private set; }
    public required Guid EnteredBy { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
    public Guid? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }

    /// <summary>Why it was ended, cancelled or declined.</summary>
    public string? ClosedReason { get; private set; }

    public string? ClosedByName { get; private set; }

    /// <summary>A run that worked bills out before this does so again.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    public static MiscChargeState FirstState(bool needsApproval) => needsApproval ? MiscChargeState.AwaitingApproval : MiscChargeState.Approved;

    public void Begin(bool needsApproval, DateOnly? to) => (State, To) = (FirstState(needsApproval), to);

    public void Approve(Actor by, DateTimeOffset at) => Decide(MiscChargeState.Approved, by, at);

    public void Decline(Actor by, string reason, DateTimeOffset at)
    {
        Decide(MiscChargeState.Declined, by, at);
        (ClosedReason, ClosedByName) = (reason, by.DisplayName);
    }

    /// <summary>Takes it back before it is billed.</summary>
    public void Cancel(Actor by, string reason, DateTimeOffset at)
    {
        if (State is not (MiscChargeState.Approved or MiscChargeState.AwaitingApproval))
            throw new BusinessException("Billing:MiscCharge.Closed");
        (State, ClosedReason, ClosedByName, ChangedAt) = (MiscChargeState.Cancelled, reason, by.DisplayName, at);
    }

    /// <summary>A recurring charge goes on to the day before <paramref name="to"/>.</summary>
    public void End(Actor by, DateOnly to, string reason, DateTimeOffset at)
    {
        if (Kind != MiscChargeKind.Recurring || State != MiscChargeState.Approved)
            throw new BusinessException("Billing:MiscCharge.NotRunning");
        (To, ClosedReason, ClosedByName, ChangedAt) = (to, reason, by.DisplayName, at);
    }

    private void Decide(MiscChargeState state, Actor by, DateTimeOffset at)
    {
        if (State != MiscChargeState.AwaitingApproval)
            throw new BusinessException("Billing:MiscCharge.Closed");
        if (by.UserId == EnteredBy)
            throw new BusinessException("Billing:MiscCharge.OwnRequest");
        (State, DecidedBy, DecidedByName, ChangedAt) = (state, by.UserId, by.DisplayName, at);
    }
}

/// <summary>What a charge comes to from a day on. The first row has the charge's own day.</summary>
internal sealed class MiscChargeAmount : ChildRow
{
    public required Guid ChargeId { get; init; }
    public required DateOnly From { get; init; }
    public required decimal Quantity { get; init; }
    public required decimal UnitPrice { get; init; }

    /// <summary>Quantity × price in cents, half away from zero; above zero.</summary>
    public required decimal Amount { get; init; }

    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>Says that a charge is billed for a day or period. Its key stops a second bill; another one needs the release of the one before.</summary>
internal sealed class MiscChargeBilling : ChildRow
{
    public required Guid ChargeId { get; init; }

    /// <summary>The day of a one-time charge, the first day of the period of a recurring one.</summary>
    public required DateOnly Occurrence { get; init; }

    public required int Generation { get; init; }
    public required Guid BillId { get; init; }
    public required decimal Amount { get; init; }
    public int? ReleasedGeneration { get; init; }
}

/// <summary>Leaves a charge waiting again, since its bill was taken back.</summary>
internal sealed class MiscChargeRelease : ChildRow
{
    public required Guid ChargeId { get; init; }
    public required DateOnly Occurrence { get; init; }
    public required int Generation { get; init; }
    public required DateTimeOffset ReleasedAt { get; init; }
    public required string Reason { get; init; }
}

/// <summary>What a charge may be for: the town's own list, with prices in force from a day.</summary>
internal sealed class MiscChargeCode : AggregateRoot
{
    public required string Code { get; init; }

    /// <summary>Whether it may still be charged anew; what is charged already goes on.</summary>
    public bool Active { get; set; } = true;
}

/// <summary>A code's words, account and price from a day on.</summary>
internal sealed class MiscChargeTerms : ChildRow
{
    public required Guid CodeId { get; init; }
    public required DateOnly From { get; init; }
    public required string NameEn { get; init; }
    public required string NameEs { get; init; }

    /// <summary>Under which service it stands on the bill, and whose receivable carries it.</summary>
    public required string Service { get; init; }

    /// <summary>The revenue account, and with it the fund.</summary>
    public required Guid GlAccountId { get; init; }

    public decimal? UnitPrice { get; init; }

    /// <summary>Whether the price is the ordinance's, and nobody types another.</summary>
    public required bool IsFixedPrice { get; init; }

    public required bool MayCutWater { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>A charge that a run's calculation has taken up, so that neither another bill of the run nor another run takes it too.</summary>
internal sealed class RunMiscCharge : ChildRow
{
    public required Guid RunId { get; init; }
    public required Guid ChargeId { get; init; }
    public required DateOnly Occurrence { get; init; }
    public required Guid OccupancyId { get; init; }
    public required Guid PeriodId { get; init; }
    public required decimal Amount { get; init; }
}

/// <summary>A bill of charges alone that a run is to make: no service of the stay is billed with it.</summary>
internal sealed class RunChargeBill : ChildRow
{
    public required Guid RunId { get; init; }
    public required Guid OccupancyId { get; init; }
    public required Guid PeriodId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PremiseId { get; init; }

    /// <summary>Whether the period's recurring charges come on it; without, a run to come takes them.</summary>
    public required bool WithRecurring { get; init; }
}
