using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Metering.ReadImports;

internal sealed class CycleReadingStanding(BulkWriter database) : IReadingStanding
{
    public async Task<ReadingStanding> OfCycleAsync(Guid cycleId, DateOnly after, DateOnly through, CancellationToken cancellationToken = default)
    {
        var files = (await database.QueryAsync(
            """
            select count(*)::int, (array_agg(f.uploaded_by_name order by f.imported_at desc))[1], max(f.imported_at)
            from metering.read_files f
            where f.cycle_id = $1 and f.state = 'Imported'
              and exists (select 1 from metering.reads r where r.tenant_id = f.tenant_id and r.read_file_id = f.id and r.date > $2 and r.date <= $3)
            """,
            [Arg.Of(cycleId), Arg.Of(after), Arg.Of(through)],
            r => (Count: r.GetInt32(0), By: r.IsDBNull(1) ? null : r.GetString(1), At: r.IsDBNull(2) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(2)), cancellationToken).ConfigureAwait(false))[0];
        var waiting = (await database.QueryAsync(
            """
            select count(*)::int
            from metering.read_exceptions e join metering.read_files f on f.tenant_id = e.tenant_id and f.id = e.read_file_id
            where f.cycle_id = $1 and e.state in ('Open', 'ReRead') and e.due_date > $2 and e.due_date <= $3
            """,
            [Arg.Of(cycleId), Arg.Of(after), Arg.Of(through)], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false))[0];
        return new ReadingStanding(files.Count, files.By, files.At, waiting);
    }
}
