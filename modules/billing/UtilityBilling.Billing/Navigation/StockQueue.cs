using UtilityBilling.Billing.Stock;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing;

/// <summary>Forms at their reorder level, on Today for whoever orders them.</summary>
internal sealed class StockQueue(IStockAppService stock) : ITodayQueueContributor
{
    public string Permission => BillingPermissions.Stock.Edit;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var low = (await stock.ListAsync(cancellationToken).ConfigureAwait(false)).Count(i => i.IsLow);
        return low == 0 ? [] : [new TodayQueue("Billing:Queue.Stock", "/Billing/Stock", low, null)];
    }
}
