namespace UtilityBilling.Customers.Moves;

/// <summary>Charges what landlords agreed to pay for a reversion (CA-07). The module that bills implements it, in the transaction of the move.</summary>
public interface IReversionFees
{
    /// <summary>Refuses a fee that could not be charged from the day on.</summary>
    Task CheckAsync(decimal fee, DateOnly on, CancellationToken cancellationToken = default);

    /// <summary>Puts it on the landlord's next bill for the place.</summary>
    Task ChargeAsync(ReversionFee fee, CancellationToken cancellationToken = default);

    /// <summary>The reversion never was, so neither is its fee; refused once a bill carries it.</summary>
    Task TakeBackAsync(Guid occupancyId, string reason, CancellationToken cancellationToken = default);
}

/// <param name="OccupancyId">The landlord's time that began, charged once.</param>
/// <param name="Amount">In dollars, above zero.</param>
/// <param name="Paper">Where the signed agreement lies.</param>
public sealed record ReversionFee(Guid OccupancyId, Guid AccountId, DateOnly On, decimal Amount, string Address, string Paper);
