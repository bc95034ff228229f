using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>
/// Finds the accounts at which a page cannot be posted: halves of the page are posted on trial, each undone, until those are left that fail alone. Only for what the database
/// refuses of their rows; a lost connection or a closed month is no account's fault.
/// </summary>
internal sealed class PostingProbe(ITenantRunner runner)
{
    private const int MostTrials = 200;

    public static bool IsOfRows(Exception error) => error.GetBaseException() is PostgresException { SqlState: ['2', '2' or '3', ..] or ['P', '0', ..] };

    public async Task<IReadOnlyList<Guid>> FindAsync(TenantInfo town, Actor actor, Guid runId, CancellationToken cancellationToken)
    {
        var accounts = await runner.ReadAsync(town, actor, s => s.GetRequiredService<BulkWriter>().QueryAsync(
            """
            select a.account_id from (
                select c.account_id, c.page from billing.bill_calculations c where c.run_id = $1 and c.posted_at is null
                union select x.account_id, x.page from billing.run_cancellations x where x.run_id = $1 and x.cancelled_at is null) a
            where a.page = (select min(p.page) from billing.bill_run_pages p where p.run_id = $1 and p.posted_at is null) order by 1
            """,
            [Arg.Of(runId)], r => r.GetGuid(0), cancellationToken), cancellationToken).ConfigureAwait(false);
        var found = new List<Guid>();
        var waiting = new Queue<IReadOnlyList<Guid>>([accounts]);
        for (var trials = 0; waiting.TryDequeue(out var some) && trials < MostTrials; trials++)
        {
            if (some.Count == 0 || await PassesAsync(town, actor, runId, some, cancellationToken).ConfigureAwait(false))
                continue;
            if (some.Count == 1)
                found.Add(some[0]);
            else
                foreach (var half in some.Chunk((some.Count + 1) / 2))
                    waiting.Enqueue(half);
        }
        return found;
    }

    private async Task<bool> PassesAsync(TenantInfo town, Actor actor, Guid runId, IReadOnlyList<Guid> accounts, CancellationToken cancellationToken)
    {
        try
        {
            await runner.WriteAsync(town, actor, async s =>
            {
                await s.GetRequiredService<BillRunPosting>().TryAsync(runId, accounts, cancellationToken).ConfigureAwait(false);
                throw new TrialPassedException();
            }, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (TrialPassedException)
        {
            return true;
        }
        catch (Exception error) when (IsOfRows(error))
        {
            return false;
        }
    }

    /// <summary>Undoes a trial that went well.</summary>
    private sealed class TrialPassedException : Exception;
}
