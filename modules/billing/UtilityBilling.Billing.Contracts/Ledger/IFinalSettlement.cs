namespace UtilityBilling.Billing.Ledger;

/// <summary>What another module settles when somebody's final bill is posted, in the same transaction and before the statement is cut off: deposits held, for one.</summary>
public interface IFinalSettlement
{
    /// <param name="occupancyIds">The occupancies whose final bills are posted; their accounts' balances are locked.</param>
    /// <param name="on">The day in the books.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task SettleAsync(IReadOnlyCollection<Guid> occupancyIds, DateOnly on, CancellationToken cancellationToken = default);
}
