namespace UtilityBilling.Billing.WinterAverages;

/// <summary>The sewer volume of each agreement, worked out once a year from the winter's reads.</summary>
public interface IWinterAverageAppService
{
    /// <summary>
    /// Works out the averages of a cycle's agreements of a service from actual reads dated after <paramref name="windowAfter"/> and not after
    /// <paramref name="windowThrough"/>. Estimated reads are left out. An agreement with fewer than <paramref name="minimumReads"/> gets none, and the tariff's
    /// default holds. Returns how many were written.
    /// </summary>
    Task<int> ComputeAsync(Guid cycleId, string service, DateOnly windowAfter, DateOnly windowThrough, DateOnly effectiveFrom, int minimumReads, CancellationToken cancellationToken = default);
}
