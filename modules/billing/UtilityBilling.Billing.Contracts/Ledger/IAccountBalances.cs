namespace UtilityBilling.Billing.Ledger;

/// <summary>What accounts owe, now or at any past date.</summary>
public interface IAccountBalances
{
    /// <summary>Balances now; an account without any posting is left out (it owes 0.00).</summary>
    Task<IReadOnlyDictionary<Guid, AccountBalanceDto>> GetAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default);

    /// <summary>Balances of the past. They stay the same however often they are asked for, back-dated corrections included, on the basis chosen.</summary>
    Task<IReadOnlyDictionary<Guid, decimal>> AsOfAsync(IReadOnlyCollection<Guid> accountIds, DateOnly date, BalanceBasis basis, CancellationToken cancellationToken = default);
}

/// <summary>How a past balance is meant; every report says which it is.</summary>
public enum BalanceBasis
{
    /// <summary>By effective date, with all that is known now.</summary>
    AsOf,

    /// <summary>Only what was posted by the end of that day, in the town's time.</summary>
    AsReported,

    /// <summary>By the day in the books.</summary>
    ByPeriod,
}

/// <summary>What an account owes: charges not paid, less credit not applied.</summary>
/// <param name="Open">Unpaid charges.</param>
/// <param name="Unapplied">Credit that is not applied.</param>
/// <param name="Balance">Open less unapplied; below zero the customer has a credit.</param>
/// <param name="PastDue">The part of <paramref name="Open"/> that was due before today.</param>
/// <param name="NextDue">The earliest due date that is today or later, with something open.</param>
public sealed record AccountBalanceDto(decimal Open, decimal Unapplied, decimal Balance, decimal PastDue, DateOnly? NextDue);
