using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Keeps with a run what went wrong, for whom and why (M4), and forgets it when the step goes on.</summary>
internal sealed class RunTrouble(IUtilityBillingDbContext database, BulkWriter bulk, IAccountDirectory accounts, IClock clock, ILogger<RunTrouble> logger)
{
    private const string Ids = "ids";

    /// <param name="accountIds">The accounts at which it failed, where they were found.</param>
    public async Task KeepAsync(Guid runId, RunStep step, Exception error, IReadOnlyList<Guid> accountIds, CancellationToken cancellationToken)
    {
        logger.LogError(error, "Bill run {RunId} failed at {Step}", runId, step);
        var run = await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false);
        if (run is null)
            return;
        var (code, values) = await CauseAsync(run, error, accountIds, cancellationToken).ConfigureAwait(false);
        (run.TroubleStep, run.TroubleCode, run.TroubleData, run.TroubleAt) = (step, code, JsonSerializer.Serialize(values), clock.UtcNow);
    }

    public static void Clear(BillRun run) => (run.TroubleStep, run.TroubleCode, run.TroubleData, run.TroubleAt) = (null, null, null, null);

    /// <summary>The accounts that a cause names.</summary>
    public static IReadOnlyList<Guid> AccountsOf(IReadOnlyDictionary<string, string> values) =>
        values.TryGetValue(Ids, out var ids) ? [.. ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)] : [];

    private async Task<(string Code, Dictionary<string, string> Values)> CauseAsync(BillRun run, Exception error, IReadOnlyList<Guid> accountIds, CancellationToken cancellationToken)
    {
        if (error is not BusinessException && accountIds.Count > 0)
        {
            var cards = await accounts.ByAccountAsync(accountIds, cancellationToken).ConfigureAwait(false);
            var elsewhere = await BilledElsewhereAsync(run, accountIds, cancellationToken).ConfigureAwait(false);
            return (elsewhere ? "Billing:Trouble.BilledElsewhere" : "Billing:Trouble.Accounts", new()
            {
                ["account"] = string.Join(", ", accountIds.Where(cards.ContainsKey).Select(id => cards[id].Number).Order(StringComparer.Ordinal)), ["detail"] = error.GetBaseException().GetType().Name, [Ids] = string.Join(' ', accountIds),
            });
        }
        return CauseOf(error);
    }

    /// <summary>Why it failed, as a code with its values: the refusal's own, or the kind of a fault that nobody foresaw.</summary>
    public static (string Code, Dictionary<string, string> Values) CauseOf(Exception error) => error is BusinessException known
        ? (known.Code, known.Values.ToDictionary(v => v.Key, v => Convert.ToString(v.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal))
        : ("Billing:Trouble.Unexpected", new() { ["detail"] = error.GetBaseException().GetType().Name });

    /// <summary>Whether another run has billed all of these accounts' agreements since this one was worked out.</summary>
    private async Task<bool> BilledElsewhereAsync(BillRun run, IReadOnlyList<Guid> accountIds, CancellationToken cancellationToken)
    {
        var billed = await bulk.QueryAsync(
            $"""
            select distinct c.account_id
            from billing.bill_calculations c
            cross join lateral jsonb_to_recordset(c.postings -> 'covered') x(agreement uuid)
            cross join lateral (select c.tenant_id, x.agreement as agreement_id, c.period_id) s
            where c.run_id = $1 and c.account_id = any($2) and c.posted_at is null and {RunScope.Covered}
              and not exists (select 1 from billing.run_cancellations k where k.run_id = $1 and k.occupancy_id = c.occupancy_id and k.period_id = c.period_id)
            """,
            [Arg.Of(run.Id), Arg.Ids(accountIds)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        return billed.Count == accountIds.Count;
    }
}
