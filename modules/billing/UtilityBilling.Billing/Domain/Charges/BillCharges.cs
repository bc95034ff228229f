using UtilityBilling.Billing.Ledger;
using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Charges;

/// <summary>A bill as the ledger sees it: whose, when due, and its lines with the accounts that each is spread over.</summary>
internal sealed record BillToPost(Guid BillId, Guid JournalId, Guid AccountId, Guid OccupancyId, Guid PremiseId, DateOnly BillDate, DateOnly DueDate, IReadOnlyList<BillLineToPost> Lines)
{
    public DateOnly? LedgerDate { get; init; }
    public DateTimeOffset? PostedAt { get; init; }
    public string? Memo { get; init; }
}

/// <summary>One line and its parts by general-ledger account, which sum to the line's amount (below zero for a discount).</summary>
internal sealed record BillLineToPost(string Service, bool MayCutWater, IReadOnlyList<(GlAccount Account, decimal Amount)> Parts);

/// <summary>
/// Makes a bill's posting: one journal for each bill; one charge for each service, fund and may-cut-water, in which the lines of the service net out; the
/// receivable of service and fund against the components' accounts. A service that nets to less than zero is refused.
/// </summary>
internal static class BillCharges
{
    /// <summary>Adds the bill to the batch. A bill of 0.00 without any line that moves money gets no journal; returns whether one was made.</summary>
    public static bool Add(PostingBatch batch, BillToPost bill, Chart chart, Func<Guid> newId)
    {
        var journal = new JournalDraft
        {
            Id = bill.JournalId, SourceKind = JournalSourceKind.Bill, SourceId = bill.BillId, EffectiveDate = bill.BillDate, LedgerDate = bill.LedgerDate,
            PostedAt = bill.PostedAt, Memo = bill.Memo,
        };
        var groups = bill.Lines
            .SelectMany(l => l.Parts.Select(p => (l.Service, l.MayCutWater, p.Account, p.Amount)))
            .GroupBy(p => (p.Service, p.Account.FundId, p.MayCutWater))
            .OrderBy(g => g.Key.Service, StringComparer.Ordinal).ThenBy(g => g.Key.FundId).ThenBy(g => g.Key.MayCutWater);
        foreach (var group in groups)
        {
            var parts = group.GroupBy(p => p.Account).Select(g => (Account: g.Key, Amount: g.Sum(p => p.Amount))).Where(p => p.Amount != 0)
                .OrderBy(p => p.Account.Code, StringComparer.Ordinal).ToList();
            var amount = parts.Sum(p => p.Amount);
            if (amount < 0)
                throw new BusinessException("Billing:Posting.NegativeCharge").WithData("Service", group.Key.Service).WithData("Amount", amount);
            if (amount == 0)
            {
                foreach (var (account, part) in parts)
                    journal.Add(new EntryDraft(account, -part) { Service = group.Key.Service });
                continue;
            }
            var receivable = chart.Receivable(group.Key.FundId, group.Key.Service);
            var charge = new Charge
            {
                Id = newId(), AccountId = bill.AccountId, OccupancyId = bill.OccupancyId, PremiseId = bill.PremiseId, Service = group.Key.Service,
                EffectiveDate = bill.BillDate, DueDate = bill.DueDate, Amount = amount, MayCutWater = group.Key.MayCutWater, FundId = group.Key.FundId,
                ReceivableAccountId = receivable.Id, CauseKind = ChargeCauseKind.Bill, CauseId = bill.BillId, JournalId = journal.Id,
            };
            ChargeLines.Add(journal, charge, receivable, parts);
            batch.Charges.Add(charge);
        }
        if (journal.Entries.Count == 0)
            return false;
        batch.Journals.Add(journal);
        return true;
    }
}
