using UtilityBilling.Billing.Ledger;

namespace UtilityBilling.Billing.Charges;

/// <summary>The line that books a credit: unapplied, in the pooled cash.</summary>
internal static class CreditLines
{
    /// <summary>Adds the line to the journal of the credit's document and returns the credit.</summary>
    public static Credit Add(JournalDraft journal, Chart chart, Guid id, Guid accountId, decimal amount, CreditCauseKind cause)
    {
        journal.Add(new EntryDraft(chart.UnappliedCredit, -amount) { CustomerAccountId = accountId, CreditId = id });
        return new Credit
        {
            Id = id, AccountId = accountId, Amount = amount, EffectiveDate = journal.EffectiveDate, CauseKind = cause, CauseId = journal.SourceId, JournalId = journal.Id, FundId = chart.PooledCash.Id,
        };
    }
}
