using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Charges;

/// <summary>Money or relief that an account may use to pay its charges. What is not applied is the account's unapplied credit, held in the pooled-cash fund.</summary>
internal sealed class Credit : AppendOnlyEntity
{
    public required Guid AccountId { get; init; }

    /// <summary>Greater than zero.</summary>
    public required decimal Amount { get; init; }
    public required DateOnly EffectiveDate { get; init; }
    public required CreditCauseKind CauseKind { get; init; }

    /// <summary>The receipt, adjustment, deposit … it comes from.</summary>
    public required Guid CauseId { get; init; }
    public required Guid JournalId { get; init; }

    /// <summary>The pooled-cash fund.</summary>
    public required Guid FundId { get; init; }
}

internal enum CreditCauseKind { Receipt, Adjustment, DepositApplied, Transfer, OpeningBalance, BudgetSettlement }
