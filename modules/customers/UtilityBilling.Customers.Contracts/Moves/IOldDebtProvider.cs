namespace UtilityBilling.Customers.Moves;

/// <summary>
/// Tells the unpaid balances of accounts, written-off ones included, to the check at move-in (CA-10). The module that keeps the ledger implements it; where none does,
/// nobody owes anything that this system knows of.
/// </summary>
public interface IOldDebtProvider
{
    /// <summary>What is still owed by each account; accounts that owe nothing are left out.</summary>
    Task<IReadOnlyList<OldDebt>> OwedAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default);
}

/// <summary>An unpaid balance of an account.</summary>
/// <param name="AccountId">Who owes.</param>
/// <param name="Amount">What is owed, above zero.</param>
/// <param name="IsWrittenOff">Whether it was written off; it is owed all the same.</param>
/// <param name="HasPlan">Whether a repayment plan in good standing covers it; such a debt does not stand in the way of service.</param>
/// <param name="Since">The oldest due date.</param>
public sealed record OldDebt(Guid AccountId, decimal Amount, bool IsWrittenOff, bool HasPlan, DateOnly? Since);
