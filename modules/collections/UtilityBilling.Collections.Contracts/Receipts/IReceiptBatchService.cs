namespace UtilityBilling.Collections.Receipts;

/// <summary>Takes many payments at once, each with a receipt of its own: the bank's lockbox, a file of card payments, demo towns.</summary>
public interface IReceiptBatchService
{
    /// <summary>The most payments that one batch may hold.</summary>
    public const int MostPayments = 2000;

    /// <summary>Posts a day's payments: all of them or none. A batch whose keys are known already is refused. Returns the receipts' ids in the order given.</summary>
    /// <param name="batchId">Names the batch in the audit.</param>
    /// <param name="businessDate">The day that counts for the customers; not later than today.</param>
    /// <param name="payments">Each for one account.</param>
    /// <param name="cancellationToken">Ends the work and undoes it.</param>
    Task<IReadOnlyList<Guid>> TakeAsync(Guid batchId, DateOnly businessDate, IReadOnlyList<BatchPayment> payments, CancellationToken cancellationToken = default);
}

/// <param name="IdempotencyKey">The payment's own key; a key that made a receipt before is refused.</param>
/// <param name="AccountId">Whose account gets it.</param>
/// <param name="Amount">Greater than zero, in cents.</param>
/// <param name="Tender">In what the money came.</param>
/// <param name="Reference">Check number or the like, never a card number.</param>
/// <param name="PayerName">As the payment names the payer.</param>
public sealed record BatchPayment(Guid IdempotencyKey, Guid AccountId, decimal Amount, TenderKind Tender, string? Reference, string? PayerName);
