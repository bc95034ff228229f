namespace UtilityBilling.Data;

/// <summary>Puts the rows in place that a new town needs (roles, codes, accounts of the ledger). Safe to repeat; runs in the town's unit of work.</summary>
public interface IDataSeedContributor
{
    /// <summary>Lower runs first.</summary>
    int Order => 0;

    Task SeedAsync(CancellationToken cancellationToken);
}
