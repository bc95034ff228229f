using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Navigation;
using UtilityBilling.Timing;

namespace UtilityBilling.Metering;

/// <summary>What waits in Metering: doubtful reads, holds that ran out, re-reads not back, files previewed but not imported.</summary>
internal sealed class MeteringTodayQueues(BulkWriter database, ICurrentTenant tenant, IClock clock) : ITodayQueueContributor
{
    public string Permission => MeteringPermissions.Reads.View;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            """
            select 'review', count(*), min(due_date) from metering.read_exceptions where tenant_id = $1 and state = 'Open'
            union all select 'holds', count(*), min(held_until) from metering.read_exceptions where tenant_id = $1 and state = 'Held' and held_until <= $2
            union all select 'field', count(*), min(decided_at)::date from metering.read_exceptions where tenant_id = $1 and state = 'ReRead'
            union all select 'files', count(*), min(uploaded_at)::date from metering.read_files where tenant_id = $1 and state = 'Previewed'
            """,
            [Arg.Of(tenant.Id), Arg.Of((DateOnly?)clock.Today)],
            r => (Name: r.GetString(0), Count: (int)r.GetInt64(1), Oldest: r.IsDBNull(2) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(2)), cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(r => r.Count > 0).Select(r => new TodayQueue($"Metering:Today.{r.Name}", Url(r.Name), r.Count, r.Oldest))];
    }

    private static string Url(string name) => name switch
    {
        "files" => "/Metering/ReadFiles",
        "field" => "/Metering/Reads/Review?list=InTheField",
        _ => "/Metering/Reads/Review",
    };
}
