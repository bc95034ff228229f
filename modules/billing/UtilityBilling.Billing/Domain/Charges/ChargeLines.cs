using UtilityBilling.Billing.Ledger;

namespace UtilityBilling.Billing.Charges;

/// <summary>The lines that book a charge: the receivable on one side, what it is made of on the other.</summary>
internal static class ChargeLines
{
    /// <param name="journal">Where the lines go.</param>
    /// <param name="charge">The charge.</param>
    /// <param name="receivable">Its receivable account.</param>
    /// <param name="credits">Revenue, payable, tax …; together the charge's amount.</param>
    public static void Add(JournalDraft journal, Charge charge, GlAccount receivable, IReadOnlyCollection<(GlAccount Account, decimal Amount)> credits)
    {
        if (credits.Sum(c => c.Amount) != charge.Amount)
            throw new InvalidOperationException($"The parts of charge {charge.Id} do not sum to {charge.Amount}.");
        journal.Add(new EntryDraft(receivable, charge.Amount)
        {
            CustomerAccountId = charge.AccountId, PremiseId = charge.PremiseId, Service = charge.Service, ChargeId = charge.Id,
        });
        foreach (var (account, amount) in credits)
            journal.Add(new EntryDraft(account, -amount) { Service = charge.Service, ChargeId = charge.Id });
    }
}
