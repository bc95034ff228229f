namespace UtilityBilling.Billing.Ledger;

/// <summary>The general ledger by fund and what customers owe, with the ties between them.</summary>
public interface ITrialBalance
{
    /// <summary>Debits, credits and balance of every account of the general ledger in a span of days in the books, both included; the opening balance before it.</summary>
    Task<TrialBalanceDto> GeneralLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default);

    /// <summary>What accounts owe as of a day by effective date, in the order in which they were opened; those without any balance left out.</summary>
    /// <param name="asOf">The day, included.</param>
    /// <param name="after">Continue after this account; null begins.</param>
    /// <param name="limit">At most this many, up to 1,000.</param>
    Task<IReadOnlyList<AccountBalanceRow>> AccountsAsync(DateOnly asOf, Guid? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>All of them, read page by page, for a file.</summary>
    IAsyncEnumerable<AccountBalanceRow> AllAccountsAsync(DateOnly asOf, CancellationToken cancellationToken = default);

    /// <summary>The sum of all accounts' balances as of that day, and the receivable and unapplied-credit controls of the general ledger for the same basis.</summary>
    Task<BalanceTie> AccountsTieAsync(DateOnly asOf, CancellationToken cancellationToken = default);
}

/// <summary>A trial balance with its ties.</summary>
public sealed record TrialBalanceDto(IReadOnlyList<TrialBalanceRow> Rows, IReadOnlyList<ControlTie> Ties)
{
    public decimal Debits => Rows.Sum(r => r.Debit);
    public decimal Credits => Rows.Sum(r => r.Credit);
}

/// <summary>One account of the general ledger. Opening and closing: debit positive.</summary>
public sealed record TrialBalanceRow(string FundCode, string FundName, string AccountCode, string AccountName, string Kind, decimal Opening, decimal Debit, decimal Credit, decimal Closing);

/// <summary>A control account beside the sum of what it controls, as things stand now.</summary>
public sealed record ControlTie(string Name, string FundCode, string? Service, decimal Control, decimal Detail)
{
    public bool IsGood => Control == Detail;
}

/// <summary>An account's balance in a register.</summary>
public sealed record AccountBalanceRow(Guid AccountId, string AccountNumber, string CustomerName, decimal Receivable, decimal Unapplied, decimal Balance);

/// <summary>Sub-ledger beside control.</summary>
public sealed record BalanceTie(long Accounts, decimal Receivable, decimal Unapplied, decimal ReceivableControl, decimal UnappliedControl)
{
    public bool IsGood => Receivable == ReceivableControl && Unapplied == UnappliedControl;
}
