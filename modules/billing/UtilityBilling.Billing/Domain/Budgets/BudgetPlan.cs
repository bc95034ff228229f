using UtilityBilling.Billing.Budgets;
using UtilityBilling.Domain;

namespace UtilityBilling.Billing;

/// <summary>
/// A customer's agreement to pay the same amount with every bill (BR-18). Revenue is booked at what the services cost; what a bill asks less or more stands as the fund's
/// budget variance until it is settled: once a year, when the plan ends, or when enough was paid ahead.
/// </summary>
internal sealed class BudgetPlan : AggregateRoot
{
    public required Guid OccupancyId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PremiseId { get; init; }

    /// <summary>Periods that end after this day are asked the budget amount.</summary>
    public required DateOnly From { get; init; }

    /// <summary>1 to 12: the first bill dated in or after this month settles the year.</summary>
    public required int TrueUpMonth { get; init; }

    public required string EnrolledByName { get; init; }
    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>A run that worked bills out before this does so again.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The day it ended; empty while it goes on.</summary>
    public DateOnly? EndedOn { get; private set; }

    public BudgetEnd? EndKind { get; private set; }
    public string? EndReason { get; private set; }
    public string? EndedByName { get; private set; }

    public void End(DateOnly day, BudgetEnd kind, string? reason, string byName, DateTimeOffset now) => (EndedOn, EndKind, EndReason, EndedByName, ChangedAt) = (day, kind, reason, byName, now);

    /// <summary>The bill that ended it was taken back.</summary>
    public void Reopen(DateTimeOffset now) => (EndedOn, EndKind, EndReason, EndedByName, ChangedAt) = (null, null, null, null, now);
}

/// <summary>What each bill of a plan asks, from a bill date on.</summary>
internal sealed class BudgetAmount : ChildRow
{
    public required Guid PlanId { get; init; }
    public required DateOnly From { get; init; }
    public required decimal Amount { get; init; }

    /// <summary>What the history came to on that day; empty where it was too short.</summary>
    public decimal? Proposed { get; init; }

    /// <summary>Why another amount than the proposed one.</summary>
    public string? Reason { get; init; }

    public required string SetByName { get; init; }
    public required DateTimeOffset SetAt { get; init; }
}

/// <summary>A bill under a plan: what its services cost, and what it asks for them. Charges beside the services are asked in full and are in neither.</summary>
internal sealed class BudgetBill : ChildRow
{
    public required Guid BillId { get; init; }
    public required Guid PlanId { get; init; }
    public required BudgetBillKind Kind { get; init; }
    public required decimal Actual { get; init; }
    public required decimal Asked { get; init; }
}

/// <summary>The parts of a bill that asks the budget amount, as its charges are told apart. What was not asked is the part's variance.</summary>
internal sealed class BudgetBillPart : ChildRow
{
    public required Guid BillId { get; init; }
    public required string Service { get; init; }
    public required Guid FundId { get; init; }
    public required bool MayCutWater { get; init; }
    public required Guid PlanId { get; init; }
    public required decimal Actual { get; init; }
    public required decimal Asked { get; init; }
}

/// <summary>The variance of a plan made due, or given back as credit, in one posting.</summary>
internal sealed class BudgetSettlement : AppendOnlyEntity
{
    public required Guid PlanId { get; init; }

    /// <summary>The bill that brought it; empty where a person ended the plan, or a bill was taken back after its end.</summary>
    public Guid? BillId { get; init; }

    public required Guid JournalId { get; init; }

    /// <summary>What the customer owed; below zero, what was paid ahead.</summary>
    public required decimal Amount { get; init; }

    public required DateTimeOffset SettledAt { get; init; }
}

/// <summary>A settlement by what charges are told apart by. Above zero it became a charge.</summary>
internal sealed class BudgetSettlementPart : ChildRow
{
    public required Guid SettlementId { get; init; }
    public required string Service { get; init; }
    public required Guid FundId { get; init; }
    public required bool MayCutWater { get; init; }
    public required Guid PlanId { get; init; }
    public required decimal Amount { get; init; }
}

/// <summary>Takes a settlement back with the bill that brought it.</summary>
internal sealed class BudgetSettlementReversal : ChildRow
{
    public required Guid SettlementId { get; init; }
    public required Guid JournalId { get; init; }
    public required DateTimeOffset At { get; init; }
}
