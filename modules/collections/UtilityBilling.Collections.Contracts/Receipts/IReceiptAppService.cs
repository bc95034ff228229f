using UtilityBilling.Paging;

namespace UtilityBilling.Collections.Receipts;

/// <summary>Takes money at the counter, shows receipts, and takes them back with a second person.</summary>
public interface IReceiptAppService
{
    /// <summary>Posts a receipt. The same key with the same content answers with the receipt that it made the first time; with other content it is refused.</summary>
    Task<Guid> TakeAsync(ReceiptInput input, CancellationToken cancellationToken = default);

    /// <summary>The account of a number on a stub with what it owes; null when there is none.</summary>
    Task<PayableAccountDto?> FindAccountAsync(string accountNumber, CancellationToken cancellationToken = default);

    /// <summary>Receipts, newest first; filtered by receipt number, account number or payer's name.</summary>
    Task<PagedResult<ReceiptRow>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<ReceiptDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Asks for a receipt to be taken back. It stays as it is until somebody else approves.</summary>
    Task RequestVoidAsync(Guid receiptId, string reason, CancellationToken cancellationToken = default);
}

/// <summary>In what money comes.</summary>
public enum TenderKind { Cash, Check, Card, MoneyOrder, Other }

/// <summary>A receipt as it is entered. Lines and tenders have the same sum.</summary>
public sealed record ReceiptInput(Guid IdempotencyKey, string? PayerName, IReadOnlyList<ReceiptLineInput> Lines, IReadOnlyList<ReceiptTenderInput> Tenders)
{
    /// <summary>The day that counts for the customer; the town's today when left out. Later than today is refused.</summary>
    public DateOnly? BusinessDate { get; init; }
}

/// <summary>An amount for an account, by its number as it stands on the stub.</summary>
public sealed record ReceiptLineInput(string AccountNumber, decimal Amount);

/// <summary>An amount in one tender. The reference is a check number or the like, never a card number.</summary>
public sealed record ReceiptTenderInput(TenderKind Kind, decimal Amount, string? Reference);

/// <summary>Who pays and what is owed. A balance below zero is the customer's credit.</summary>
public sealed record PayableAccountDto(Guid AccountId, string Number, string CustomerName, string Address, decimal Balance, decimal PastDue);

/// <summary>A receipt in a list.</summary>
public sealed record ReceiptRow(Guid Id, string Number, DateOnly BusinessDate, string Accounts, string? PayerName, IReadOnlyList<TenderKind> Tenders, decimal Total, string ReceivedBy, bool IsVoided);

/// <summary>A receipt with all that is printed on it.</summary>
public sealed record ReceiptDto(
    Guid Id, string Number, DateOnly BusinessDate, DateTimeOffset ReceivedAt, string ReceivedBy, string? PayerName, decimal Total, Guid JournalId,
    IReadOnlyList<ReceiptLineDto> Lines, IReadOnlyList<ReceiptTenderDto> Tenders, ReceiptVoidDto? Void, bool VoidRequested);

public sealed record ReceiptLineDto(Guid AccountId, string AccountNumber, string CustomerName, string Address, decimal Amount);

public sealed record ReceiptTenderDto(TenderKind Kind, decimal Amount, string? Reference);

/// <summary>How a receipt was taken back.</summary>
public sealed record ReceiptVoidDto(DateTimeOffset VoidedAt, string Reason, string RequestedBy, string ApprovedBy, Guid JournalId);
