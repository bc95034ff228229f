using UtilityBilling.Metering.Usage;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>Asks every module that bills reads which of these it has used.</summary>
internal sealed class BilledReadFilter(IEnumerable<IBilledReads> billers)
{
    public async Task<IReadOnlySet<Guid>> FilterAsync(IReadOnlyCollection<Guid> readIds, CancellationToken cancellationToken)
    {
        var billed = new HashSet<Guid>();
        if (readIds.Count == 0)
            return billed;
        foreach (var biller in billers)
            billed.UnionWith(await biller.FilterBilledAsync(readIds, cancellationToken).ConfigureAwait(false));
        return billed;
    }
}
