using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Ledger;

/// <summary>
/// One line of a posting. The account is named on receivable and unapplied-credit lines only, so that a customer's balance is the sum of the lines that
/// name the account. Written only by <c>JournalWriter</c> and by the bill run, set-based.
/// </summary>
internal sealed class Entry : ChildRow
{
    public required Guid JournalId { get; init; }

    /// <summary>Counted from 1 to the journal's entry count without a gap.</summary>
    public required int N { get; init; }
    public required Guid FundId { get; init; }
    public required Guid GlAccountId { get; init; }

    /// <summary>Debit positive, credit negative, never zero.</summary>
    public required decimal Amount { get; init; }
    public Guid? AccountId { get; init; }
    public Guid? PremiseId { get; init; }
    public string? Service { get; init; }

    /// <summary>The charge it belongs to: on the receivable line and on the lines of its distribution.</summary>
    public Guid? ChargeId { get; init; }

    /// <summary>The credit it belongs to, on unapplied-credit lines.</summary>
    public Guid? CreditId { get; init; }
}
