using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Navigation;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing;

/// <summary>Steps of runs whose planned day is over, and scheduled steps that could not begin.</summary>
internal sealed class ChecklistQueues(IUtilityBillingDbContext database, ChecklistBook book, RunFacts facts, IClock clock, TownDays days) : ITodayQueueContributor
{
    private const int MostRuns = 50;

    /// <summary>What was not ticked within so many days after posting is asked for no more.</summary>
    private const int DaysBack = 45;

    public string Permission => BillingPermissions.BillRuns.Prepare;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        List<TodayQueue> queues = [];
        var failed = await database.Set<ScheduledRunStep>().Where(s => s.State == ScheduleState.Failed).GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Oldest = g.Min(s => s.DueAt) }).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (failed is not null)
            queues.Add(new TodayQueue("Billing:Queue.ScheduleFailed", "/Billing/BillRuns/Schedule", failed.Count, days.Of(failed.Oldest)));
        var overdue = await OverdueAsync(cancellationToken).ConfigureAwait(false);
        if (overdue.Count > 0)
            queues.Add(new TodayQueue("Billing:Queue.StepsOverdue", "/Billing/BillRuns", overdue.Count, overdue.Min()));
        return queues;
    }

    /// <summary>The planned days of steps that are over, by what the runs' rows and the ticks tell: reads and pieces of paper have lists of their own.</summary>
    private async Task<List<DateOnly>> OverdueAsync(CancellationToken cancellationToken)
    {
        var (today, since) = (clock.Today, clock.Today.AddDays(-DaysBack));
        var runs = await database.Set<BillRun>().AsNoTracking().Where(r => r.State != BillRunState.Cancelled && r.State != BillRunState.RolledBack && (r.State != BillRunState.Posted || r.BillDate > since))
            .OrderByDescending(r => r.BillDate).Take(MostRuns).ToListAsync(cancellationToken).ConfigureAwait(false);
        var over = new List<DateOnly>();
        foreach (var run in runs)
        {
            var known = RunFacts.OfRow(run);
            var ticks = await facts.TicksAsync(run.Id, cancellationToken).ConfigureAwait(false);
            foreach (var (rule, key, day) in await book.PlanAsync(run, cancellationToken).ConfigureAwait(false))
                if (day < today && (rule.Step == ChecklistStep.ByHand ? !ticks.ContainsKey(key) : known.TryGetValue(rule.Step, out var fact) && !fact.Done))
                    over.Add(day);
        }
        return over;
    }
}
