using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Navigation;

namespace UtilityBilling.Billing;

/// <summary>Runs that wait for their next step.</summary>
internal sealed class BillRunQueues(IUtilityBillingDbContext database) : ITodayQueueContributor
{
    public string Permission => BillingPermissions.BillRuns.Prepare;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var open = await database.Set<BillRun>().AsNoTracking().Where(r => r.State != BillRunState.Posted && r.State != BillRunState.Cancelled)
            .GroupBy(_ => 1).Select(g => new { Count = g.Count(), Oldest = g.Min(r => r.BillDate) }).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return open is null ? [] : [new TodayQueue("Billing:Queue.OpenRuns", "/Billing/BillRuns", open.Count, open.Oldest)];
    }
}
