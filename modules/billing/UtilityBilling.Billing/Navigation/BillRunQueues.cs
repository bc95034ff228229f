using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Navigation;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing;

/// <summary>Runs that wait for their next step, and periods whose meters were due to be read and that no run has billed.</summary>
internal sealed class BillRunQueues(IUtilityBillingDbContext database, IClock clock) : ITodayQueueContributor
{
    public string Permission => BillingPermissions.BillRuns.Prepare;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var open = await database.Set<BillRun>().AsNoTracking().Where(r => r.State != BillRunState.Posted && r.State != BillRunState.Cancelled && r.State != BillRunState.RolledBack)
            .GroupBy(_ => 1).Select(g => new { Count = g.Count(), Oldest = g.Min(r => r.BillDate) }).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var today = clock.Today;
        var due = await database.Set<BillingPeriod>().AsNoTracking().Where(p => p.ReadDate < today && !database.Set<BillRun>().Any(r => r.PeriodId == p.Id && r.State != BillRunState.Cancelled && r.State != BillRunState.RolledBack))
            .GroupBy(_ => 1).Select(g => new { Count = g.Count(), Oldest = g.Min(p => p.ReadDate) }).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        List<TodayQueue> queues = [];
        if (due is not null)
            queues.Add(new TodayQueue("Billing:Queue.PeriodsToBill", "/Billing/BillRuns/Start", due.Count, due.Oldest));
        if (open is not null)
            queues.Add(new TodayQueue("Billing:Queue.OpenRuns", "/Billing/BillRuns", open.Count, open.Oldest));
        return queues;
    }
}
