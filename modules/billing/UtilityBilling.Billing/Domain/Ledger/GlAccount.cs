using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Ledger;

/// <summary>An account of the general ledger, in one fund for ever. Debits are positive, credits negative.</summary>
internal sealed class GlAccount : AggregateRoot
{
    public required Guid FundId { get; init; }

    /// <summary>The town's own code, unique within the fund.</summary>
    public required string Code { get; init; }
    public required string Name { get; set; }
    public required GlAccountKind Kind { get; init; }

    /// <summary>What the posting service uses the account for.</summary>
    public required GlPurpose Purpose { get; init; }

    /// <summary>The service of a receivable or pass-through account; null serves every service of the fund that has no account of its own.</summary>
    public string? Service { get; init; }

    /// <summary>The tender of a cash clearing account (Cash, Check …); null takes every other tender.</summary>
    public string? Tender { get; init; }
}

/// <summary>The side of the balance sheet or of the year's result.</summary>
internal enum GlAccountKind { Asset, Liability, Revenue, Expense, Equity }

/// <summary>What a general-ledger account is for; postings find their accounts by it.</summary>
internal enum GlPurpose
{
    Receivable, CashClearing, Bank, UnappliedCredit, DepositsHeld, RefundsPayable, Revenue, FeeRevenue, PassThroughPayable, UncollectedPassThrough,
    DueTo, DueFrom, AdjustmentContra, ConversionClearing, TaxPayable, BudgetVariance, Other,
}
