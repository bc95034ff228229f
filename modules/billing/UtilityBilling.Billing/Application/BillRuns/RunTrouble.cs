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
    public async Task KeepAsync(Guid runId, RunStep step, Exception error, CancellationToken cancellationToken)
    {
        logger.LogError(error, "Bill run {RunId} failed at {Step}", runId, step);
        var run = await database.Set<BillRun>().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false);
        if (run is null)
            return;
        var (code, values) = await CauseAsync(run, step, error, cancellationToken).ConfigureAwait(false);
        (run.TroubleStep, run.TroubleCode, run.TroubleData, run.TroubleAt) = (step, code, JsonSerializer.Serialize(values), clock.UtcNow);
    }

    public static void Clear(BillRun run) => (run.TroubleStep, run.TroubleCode, run.TroubleData, run.TroubleAt) = (null, null, null, null);

    private async Task<(string Code, Dictionary<string, string> Values)> CauseAsync(BillRun run, RunStep step, Exception error, CancellationToken cancellationToken)
    {
        if (error is BusinessException known)
            return (known.Code, known.Values.ToDictionary(v => v.Key, v => Convert.ToString(v.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal));
        if (step == RunStep.Post && await BilledElsewhereAsync(run, cancellationToken).ConfigureAwait(false) is { } account)
            return ("Billing:Trouble.BilledElsewhere", new() { ["account"] = account });
        return ("Billing:Trouble.Unexpected", new() { ["detail"] = error.GetBaseException().GetType().Name });
    }

    /// <summary>The first account of the run whose agreements another run has billed since this one was worked out.</summary>
    private async Task<string?> BilledElsewhereAsync(BillRun run, CancellationToken cancellationToken)
    {
        var found = await bulk.QueryAsync(
            $"""
            select c.account_id
            from billing.bill_calculations c
            cross join lateral jsonb_to_recordset(c.postings -> 'covered') x(agreement uuid)
            cross join lateral (select c.tenant_id, x.agreement as agreement_id, c.period_id) s
            where c.run_id = $1 and c.posted_at is null and {RunScope.Covered}
              and not exists (select 1 from billing.run_cancellations k where k.run_id = $1 and k.occupancy_id = c.occupancy_id and k.period_id = c.period_id)
            order by c.position limit 1
            """,
            [Arg.Of(run.Id)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : (await accounts.ByAccountAsync(found, cancellationToken).ConfigureAwait(false)).GetValueOrDefault(found[0])?.Number;
    }
}
