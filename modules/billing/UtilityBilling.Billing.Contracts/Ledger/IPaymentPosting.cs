namespace UtilityBilling.Billing.Ledger;

/// <summary>
/// Books what the counter does: money in, its return, deposits. The caller holds an open write unit of work and keeps its own document in the same transaction.
/// The accounts' balances are locked first, in the order of their ids.
/// </summary>
public interface IPaymentPosting
{
    /// <summary>Cash clearing by tender against each account's unapplied credit; then the credit pays what is open in the town's order.</summary>
    Task<PostedReceipt> PostReceiptAsync(ReceiptPosting receipt, CancellationToken cancellationToken = default);

    /// <summary>Books many receipts of one business date at once, each with a journal of its own; the answers in the order of the receipts.</summary>
    /// <param name="batchId">Names the batch in the audit.</param>
    /// <param name="receipts">At least one; all of the same business date.</param>
    /// <param name="cancellationToken">Ends the work and undoes it.</param>
    Task<IReadOnlyList<PostedReceipt>> PostReceiptsAsync(Guid batchId, IReadOnlyList<ReceiptPosting> receipts, CancellationToken cancellationToken = default);

    /// <summary>Un-applies what the receipt paid as it stands now and posts the opposite of its journal. Returns the reversing journal.</summary>
    Task<Guid> VoidReceiptAsync(Guid receiptId, DateOnly effectiveDate, string reason, CancellationToken cancellationToken = default);

    /// <summary>A customer's deposit is paid: cash clearing against deposits held. Returns the journal.</summary>
    Task<Guid> TakeDepositAsync(DepositPosting deposit, CancellationToken cancellationToken = default);

    /// <summary>A deposit, or part of it, becomes a credit of its account and pays what is open.</summary>
    Task<PostedReceipt> ApplyDepositAsync(Guid depositEventId, Guid accountId, decimal amount, DateOnly effectiveDate, CancellationToken cancellationToken = default);

    /// <summary>A deposit, or part of it, is owed back to the customer: deposits held against refunds payable. Returns the journal.</summary>
    Task<Guid> RefundDepositAsync(Guid depositEventId, decimal amount, DateOnly effectiveDate, CancellationToken cancellationToken = default);
}

/// <summary>A receipt to be booked. Lines and tenders have the same sum.</summary>
/// <param name="ReceiptId">The receipt's id, chosen by the caller.</param>
/// <param name="BusinessDate">The day that ages the customer.</param>
/// <param name="Lines">Whose account gets how much.</param>
/// <param name="Tenders">In what the money came.</param>
/// <param name="Memo">Shown with the entry.</param>
public sealed record ReceiptPosting(Guid ReceiptId, DateOnly BusinessDate, IReadOnlyList<AccountAmount> Lines, IReadOnlyList<TenderAmount> Tenders, string? Memo);

/// <summary>An amount greater than zero for an account.</summary>
public sealed record AccountAmount(Guid AccountId, decimal Amount);

/// <summary>An amount greater than zero in one tender, for example <c>Cash</c>.</summary>
public sealed record TenderAmount(string Tender, decimal Amount);

/// <summary>The journal of a receipt and the credit that each of its lines became, in the order of the lines.</summary>
public sealed record PostedReceipt(Guid JournalId, IReadOnlyList<Guid> CreditIds);

/// <summary>A customer's deposit to be booked.</summary>
public sealed record DepositPosting(Guid DepositId, Guid AccountId, decimal Amount, string Tender, DateOnly EffectiveDate, string? Memo);
