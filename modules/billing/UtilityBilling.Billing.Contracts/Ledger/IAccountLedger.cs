namespace UtilityBilling.Billing.Ledger;

/// <summary>An account's ledger for people to read: entries with running balance, and the story of each.</summary>
public interface IAccountLedger
{
    /// <summary>Entries newest first. Needs the right to view the ledger.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="before">Continue below this entry; null begins at the newest.</param>
    /// <param name="limit">Rows wanted, at most 200.</param>
    Task<LedgerPage> PageAsync(Guid accountId, LedgerPosition? before, int limit, CancellationToken cancellationToken = default);

    /// <summary>What is open on an account, oldest due date first, with its services.</summary>
    Task<IReadOnlyList<OpenChargeDto>> OpenChargesAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>The whole posting behind an entry: its lines, what it reverses and what reverses it.</summary>
    Task<JournalDto> JournalAsync(Guid journalId, CancellationToken cancellationToken = default);
}

/// <summary>Where a ledger page ends: posting time and journal, so that the next page begins exactly there.</summary>
public sealed record LedgerPosition(DateTimeOffset PostedAt, Guid JournalId);

/// <summary>A page of an account's ledger. <paramref name="Next"/> is null on the last page.</summary>
public sealed record LedgerPage(IReadOnlyList<LedgerEntryDto> Entries, LedgerPosition? Next);

/// <summary>One posting as the account sees it.</summary>
/// <param name="JournalId">Opens the story.</param>
/// <param name="Kind">The document, for example <c>Bill</c> or <c>Receipt</c>; its word is <c>Enum:JournalSourceKind.…</c>.</param>
/// <param name="EffectiveDate">The day that ages the customer.</param>
/// <param name="PostedAt">When it was posted.</param>
/// <param name="Amount">What it changed on the balance: owed more is positive.</param>
/// <param name="Balance">The balance after it.</param>
/// <param name="Memo">A word of detail.</param>
/// <param name="SourceId">The document's id.</param>
/// <param name="Moved">What was only moved within the account (credit applied to charges); the balance stays.</param>
/// <param name="BillNumber">Where the document is a bill.</param>
public sealed record LedgerEntryDto(Guid JournalId, string Kind, DateOnly EffectiveDate, DateTimeOffset PostedAt, decimal Amount, decimal Balance, string? Memo, Guid SourceId, decimal Moved, long? BillNumber);

/// <summary>A charge that is not paid in full.</summary>
public sealed record OpenChargeDto(Guid ChargeId, string Service, string Cause, DateOnly EffectiveDate, DateOnly DueDate, decimal Amount, decimal Open, bool MayCutWater);

/// <summary>A posting with its lines.</summary>
public sealed record JournalDto(
    Guid Id, string Kind, Guid SourceId, DateOnly EffectiveDate, DateOnly LedgerDate, DateTimeOffset PostedAt, string PostedBy, string? Memo, decimal Amount,
    Guid? ReversesJournalId, IReadOnlyList<Guid> ReversedBy, IReadOnlyList<JournalLineDto> Lines);

/// <summary>One line of a posting. Debit or credit, the other is null.</summary>
public sealed record JournalLineDto(int N, string Fund, string AccountCode, string AccountName, decimal? Debit, decimal? Credit, Guid? AccountId, string? AccountNumber, string? Service);
