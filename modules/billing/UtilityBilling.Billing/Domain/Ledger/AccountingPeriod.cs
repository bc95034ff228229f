using UtilityBilling.Domain;

namespace UtilityBilling.Billing.Ledger;

/// <summary>A month of the books, first day included, last not. Postings land only in an open one; a closed one is never reopened.</summary>
internal sealed class AccountingPeriod : AggregateRoot
{
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public AccountingPeriodState State { get; set; } = AccountingPeriodState.Open;
}

internal enum AccountingPeriodState { Open, Closing, Closed }
