using UtilityBilling.Billing.Charges;
using UtilityBilling.Errors;
using UtilityBilling.Guids;

namespace UtilityBilling.Billing.Ledger;

internal sealed class PaymentPosting(
    JournalWriter writer, JournalReader journals, OpenItems items, CreditSpender spender, ReversalPoster reversals, ChartProvider charts, IGuidGenerator guids) : IPaymentPosting
{
    public async Task<PostedReceipt> PostReceiptAsync(ReceiptPosting receipt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return (await PostReceiptsAsync(receipt.ReceiptId, [receipt], cancellationToken))[0];
    }

    public async Task<IReadOnlyList<PostedReceipt>> PostReceiptsAsync(Guid batchId, IReadOnlyList<ReceiptPosting> receipts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        foreach (var receipt in receipts)
            CheckReceipt(receipt);
        if (receipts.Select(r => r.BusinessDate).Distinct().Count() != 1)
            throw new ArgumentException("A batch of receipts has one business date.", nameof(receipts));
        await writer.LockAccountsAsync(receipts.SelectMany(r => r.Lines).Select(l => l.AccountId), cancellationToken);
        var chart = await charts.GetAsync(cancellationToken);
        var batch = new PostingBatch();
        var posted = receipts.Select(r => AddReceipt(batch, chart, r)).ToList();
        await writer.WriteAsync(batch, "Ledger.Receipt", batchId, cancellationToken);
        await spender.SpendAsync(await items.CreditsAsync(batch.Credits.Select(c => c.Id), cancellationToken), receipts[0].BusinessDate, batchId, cancellationToken);
        return posted;
    }

    public async Task<Guid> VoidReceiptAsync(Guid receiptId, DateOnly effectiveDate, string reason, CancellationToken cancellationToken = default)
    {
        var journalId = await journals.JournalOfAsync(receiptId, JournalSourceKind.Receipt, cancellationToken);
        var accounts = (await items.CreditsOfCausesAsync([receiptId], cancellationToken)).Select(c => c.AccountId).Distinct().ToList();
        await writer.LockAccountsAsync(accounts, cancellationToken);
        var credits = await items.CreditsOfCausesAsync([receiptId], cancellationToken);
        if (credits.Count == 0)
            throw new BusinessException("Billing:Payment.AlreadyVoided");
        var batch = new PostingBatch();
        await reversals.AddUnapplicationsAsync(batch, await journals.LiveByCreditAsync(credits.Select(c => c.Id), cancellationToken), effectiveDate, reason, cancellationToken);
        var reversal = await reversals.AddOppositeAsync(batch, journalId, JournalSourceKind.ReceiptVoid, receiptId, effectiveDate, reason, cancellationToken);
        batch.CreditReversals.AddRange(credits.Select(c => new CreditReversal { Id = guids.Create(), CreditId = c.Id, JournalId = reversal }));
        await writer.WriteAsync(batch, "Ledger.ReceiptVoid", receiptId, cancellationToken);
        await spender.SpendAsync(accounts, effectiveDate, receiptId, cancellationToken);
        return reversal;
    }

    public async Task<Guid> TakeDepositAsync(DepositPosting deposit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deposit);
        Positive(deposit.Amount);
        await writer.LockAccountsAsync([deposit.AccountId], cancellationToken);
        var chart = await charts.GetAsync(cancellationToken);
        var journal = new JournalDraft { Id = guids.Create(), SourceKind = JournalSourceKind.Deposit, SourceId = deposit.DepositId, EffectiveDate = deposit.EffectiveDate, Memo = deposit.Memo };
        journal.Add(chart.CashClearing(deposit.Tender), deposit.Amount).Add(chart.DepositsHeld, -deposit.Amount);
        await writer.WriteAsync(new PostingBatch { Journals = { journal } }, "Ledger.Deposit", deposit.DepositId, cancellationToken);
        return journal.Id;
    }

    public async Task<PostedReceipt> ApplyDepositAsync(Guid depositEventId, Guid accountId, decimal amount, DateOnly effectiveDate, CancellationToken cancellationToken = default)
    {
        Positive(amount);
        await writer.LockAccountsAsync([accountId], cancellationToken);
        var chart = await charts.GetAsync(cancellationToken);
        var journal = new JournalDraft { Id = guids.Create(), SourceKind = JournalSourceKind.DepositApplied, SourceId = depositEventId, EffectiveDate = effectiveDate };
        journal.Add(chart.DepositsHeld, amount);
        var batch = new PostingBatch { Journals = { journal } };
        batch.Credits.Add(CreditLines.Add(journal, chart, guids.Create(), accountId, amount, CreditCauseKind.DepositApplied));
        await writer.WriteAsync(batch, "Ledger.DepositApplied", depositEventId, cancellationToken);
        await spender.SpendAsync(await items.CreditsAsync(batch.Credits.Select(c => c.Id), cancellationToken), effectiveDate, depositEventId, cancellationToken);
        return new PostedReceipt(journal.Id, [batch.Credits[0].Id]);
    }

    public async Task<Guid> RefundDepositAsync(Guid depositEventId, decimal amount, DateOnly effectiveDate, CancellationToken cancellationToken = default)
    {
        Positive(amount);
        var chart = await charts.GetAsync(cancellationToken);
        var journal = new JournalDraft { Id = guids.Create(), SourceKind = JournalSourceKind.DepositRefund, SourceId = depositEventId, EffectiveDate = effectiveDate };
        journal.Add(chart.DepositsHeld, amount).Add(chart.RefundsPayable, -amount);
        await writer.WriteAsync(new PostingBatch { Journals = { journal } }, "Ledger.DepositRefund", depositEventId, cancellationToken);
        return journal.Id;
    }

    private PostedReceipt AddReceipt(PostingBatch batch, Chart chart, ReceiptPosting receipt)
    {
        var journal = new JournalDraft
        {
            Id = guids.Create(), SourceKind = JournalSourceKind.Receipt, SourceId = receipt.ReceiptId, EffectiveDate = receipt.BusinessDate, Memo = receipt.Memo,
        };
        foreach (var tender in receipt.Tenders)
            journal.Add(chart.CashClearing(tender.Tender), tender.Amount);
        batch.Journals.Add(journal);
        var first = batch.Credits.Count;
        foreach (var line in receipt.Lines)
            batch.Credits.Add(CreditLines.Add(journal, chart, guids.Create(), line.AccountId, line.Amount, CreditCauseKind.Receipt));
        return new PostedReceipt(journal.Id, [.. batch.Credits.Skip(first).Select(c => c.Id)]);
    }

    private static void CheckReceipt(ReceiptPosting receipt)
    {
        if (receipt.Lines.Count == 0 || receipt.Lines.Any(l => l.Amount <= 0) || receipt.Tenders.Any(t => t.Amount <= 0))
            throw new BusinessException("Billing:Payment.AmountNotPositive");
        if (receipt.Lines.Sum(l => l.Amount) != receipt.Tenders.Sum(t => t.Amount))
            throw new BusinessException("Billing:Payment.TendersDiffer").WithData("Lines", receipt.Lines.Sum(l => l.Amount)).WithData("Tenders", receipt.Tenders.Sum(t => t.Amount));
    }

    private static void Positive(decimal amount)
    {
        if (amount <= 0)
            throw new BusinessException("Billing:Payment.AmountNotPositive");
    }
}
