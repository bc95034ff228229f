using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Charges;

/// <summary>An open item: what an account owes for one service of one bill (or a penalty, fee or opening balance). Never negative, never changed.</summary>
internal sealed class Charge : AppendOnlyEntity
{
    public required Guid AccountId { get; init; }
    public required Guid OccupancyId { get; init; }
    public required Guid PremiseId { get; init; }
    public required string Service { get; init; }
    public required DateOnly EffectiveDate { get; init; }
    public required DateOnly DueDate { get; init; }

    /// <summary>Greater than zero.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The amount in cents, computed by the database, for filters and sorting.</summary>
    public long AmountCents { get; private set; }

    /// <summary>Water may be cut for not paying it. A penalty inherits it from what it penalises.</summary>
    public required bool MayCutWater { get; init; }
    public required Guid FundId { get; init; }

    /// <summary>The receivable account that carries it.</summary>
    public required Guid ReceivableAccountId { get; init; }
    public required ChargeCauseKind CauseKind { get; init; }

    /// <summary>The bill, penalty, adjustment … it comes from.</summary>
    public required Guid CauseId { get; init; }
    public Guid? PenalisedChargeId { get; init; }
    public required Guid JournalId { get; init; }
}

internal enum ChargeCauseKind { Bill, Penalty, Fee, OpeningBalance, Adjustment, ReturnedPayment, BudgetSettlement }
