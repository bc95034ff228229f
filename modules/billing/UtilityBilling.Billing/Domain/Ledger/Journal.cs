using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Ledger;

/// <summary>
/// One balanced posting. Its entries come in one statement, once, for ever: they sum to zero in every fund, and their count and debits are the header's.
/// A correction is another journal that reverses this one.
/// </summary>
internal sealed class Journal : AppendOnlyEntity
{
    /// <summary>The day that ages the customer.</summary>
    public required DateOnly EffectiveDate { get; init; }

    /// <summary>The day in the books; it lies in the open <see cref="AccountingPeriodId"/>.</summary>
    public required DateOnly LedgerDate { get; init; }
    public required Guid AccountingPeriodId { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
    public required Guid PostedBy { get; init; }

    /// <summary>The kind of document that was posted, and its id.</summary>
    public required JournalSourceKind SourceKind { get; init; }
    public required Guid SourceId { get; init; }
    public Guid? ReversesJournalId { get; init; }

    /// <summary>How many entries there are.</summary>
    public required int EntryCount { get; init; }

    /// <summary>The sum of the debits.</summary>
    public required decimal Amount { get; init; }
    public string? Memo { get; init; }

    /// <summary>Always 1: the foreign key to the first entry, checked at commit, refuses a journal without entries.</summary>
    public int FirstEntry { get; init; } = 1;
}

/// <summary>The documents that are posted.</summary>
internal enum JournalSourceKind
{
    Bill, Receipt, ReceiptVoid, Application, Unapplication, Penalty, Adjustment, Deposit, DepositApplied, DepositRefund, OpeningBalance, BillReversal, PenaltyReversal, BudgetSettlement, BudgetSettlementReversal,
}
