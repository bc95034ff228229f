using UtilityBilling.Auditing;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>Writes what a preview worked out, and takes it back: a handful of statements, however long the file is.</summary>
internal sealed class ReadFileImporter(BulkWriter database, ICurrentTenant tenant, IClock clock, ICurrentUser user, BilledReadFilter billed, TownReadSettings settings)
{
    public async Task ImportAsync(ReadFile file, CancellationToken cancellationToken)
    {
        await RefuseStaleAsync(file, cancellationToken).ConfigureAwait(false);
        await SupersedeAsync(file, cancellationToken).ConfigureAwait(false);
        await WriteReadsAsync(file, cancellationToken).ConfigureAwait(false);
        await LinkSupersededAsync(file, cancellationToken).ConfigureAwait(false);
        await WriteExceptionsAsync(file, cancellationToken).ConfigureAwait(false);
    }

    public async Task ReverseAsync(ReadFile file, string reason, CancellationToken cancellationToken)
    {
        await RefuseBilledAsync(file, cancellationToken).ConfigureAwait(false);
        await RefuseFollowedAsync(file, cancellationToken).ConfigureAwait(false);
        var by = new[] { Arg.Of(tenant.Id), Arg.Of(file.Id), Arg.Of(reason), Arg.Of(user.Required.UserId), Arg.Of(clock.UtcNow) };
        await database.WriteAsync(
            "update metering.reads set state = 'Rejected', reason = $3, decided_by = $4, decided_at = $5 where tenant_id = $1 and read_file_id = $2 and state in ('Accepted', 'Received')",
            Copy(by), rows => new AuditSummary("ReadFile.Reverse", file.Id, rows), cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(
            """
            update metering.read_exceptions set state = 'Cleared', reason = $3, decided_by = $4, decided_at = $5
            where tenant_id = $1 and read_file_id = $2 and state in ('Open', 'ReRead', 'Held')
            """,
            Copy(by), rows => new AuditSummary("ReadExceptions.Clear", file.Id, rows), cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(
            "update metering.read_exceptions set state = 'Open', reason = null, decided_by = null, decided_at = null, cleared_by_file_id = null where tenant_id = $1 and cleared_by_file_id = $2",
            [Arg.Of(tenant.Id), Arg.Of(file.Id)], rows => new AuditSummary("ReadExceptions.Reopen", file.Id, rows), cancellationToken).ConfigureAwait(false);
        // What waited for a decision when the file came waits again; what counted counts again.
        await database.WriteAsync(
            """
            update metering.reads r
            set state = case when exists (select 1 from metering.read_exceptions e where e.tenant_id = r.tenant_id and e.read_id = r.id and e.state in ('Open', 'ReRead', 'Held')) then 'Received' else 'Accepted' end,
                superseded_by_id = null
            from metering.reads n
            where r.tenant_id = $1 and n.tenant_id = $1 and n.id = r.superseded_by_id and n.read_file_id = $2 and r.state = 'Superseded'
            """,
            [Arg.Of(tenant.Id), Arg.Of(file.Id)], rows => new AuditSummary("Reads.Restore", file.Id, rows), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The preview holds only as long as no read of its registers came or went since. The few lines that differ are found first: compared with the file as a whole, each line of a long file would be held against every other.
    /// </summary>
    private async Task RefuseStaleAsync(ReadFile file, CancellationToken cancellationToken)
    {
        var stale = await database.QueryAsync(
            """
            with changed as materialized (
                select l.n, l.meter_serial, l.latest_read_id
                from metering.read_file_lines l
                left join lateral (
                    select r.id from metering.reads r
                    where r.tenant_id = l.tenant_id and r.register_id = l.register_id and r.state = 'Accepted'
                    order by r.date desc limit 1) latest on true
                where l.tenant_id = $1 and l.read_file_id = $2 and l.outcome in ('Accepted', 'Exception') and latest.id is distinct from l.latest_read_id)
            select c.n, c.meter_serial
            from changed c
            where not exists (select 1 from metering.read_file_lines o where o.tenant_id = $1 and o.read_file_id = $2 and o.read_id = c.latest_read_id)
            order by c.n limit 1
            """,
            [Arg.Of(tenant.Id), Arg.Of(file.Id)], r => (Line: r.GetInt32(0), Serial: r.IsDBNull(1) ? "" : r.GetString(1)), cancellationToken).ConfigureAwait(false);
        if (stale.Count > 0)
            throw new BusinessException(MeteringErrorCodes.ReadsChanged).WithData("Line", stale[0].Line).WithData("Serial", stale[0].Serial);
    }

    private async Task SupersedeAsync(ReadFile file, CancellationToken cancellationToken)
    {
        if (file.Replaced == 0 && file.Accepted == 0)
            return;
        var replaced = await database.QueryAsync(
            "select replaces_read_id from metering.read_file_lines where tenant_id = $1 and read_file_id = $2 and outcome = 'Accepted' and replaces_read_id is not null",
            [Arg.Of(tenant.Id), Arg.Of(file.Id)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        if ((await billed.FilterAsync(replaced, cancellationToken).ConfigureAwait(false)).Count > 0)
            throw new BusinessException(MeteringErrorCodes.ReadsChanged).WithData("Line", 0).WithData("Serial", "");
        // Waiting reads that were sent back to the field are answered by any later read of the register.
        await database.WriteAsync(
            """
            update metering.reads r set state = 'Superseded', decided_by = $3, decided_at = $4
            from metering.read_file_lines l
            where l.tenant_id = $1 and l.read_file_id = $2 and r.tenant_id = $1 and r.register_id = l.register_id and (
                (l.outcome = 'Accepted' and r.id = l.replaces_read_id and r.state in ('Accepted', 'Received'))
                or (l.outcome in ('Accepted', 'Exception') and r.state = 'Received' and r.date <= l.read_date and exists (
                    select 1 from metering.read_exceptions e where e.tenant_id = $1 and e.read_id = r.id and e.state = 'ReRead')))
            """,
            [Arg.Of(tenant.Id), Arg.Of(file.Id), Arg.Of(user.Required.UserId), Arg.Of(clock.UtcNow)],
            rows => new AuditSummary("Reads.Supersede", file.Id, rows), cancellationToken).ConfigureAwait(false);
    }

    private Task WriteReadsAsync(ReadFile file, CancellationToken cancellationToken) => database.WriteAsync(
        """
        insert into metering.reads (tenant_id, id, register_id, service_point_id, date, read_at, value, kind, source, read_file_id, line_number, state,
            previous_read_id, previous_date, previous_value, usage, days, findings, oddness)
        select $1, l.read_id, l.register_id, l.service_point_id, l.read_date, l.read_at, l.value, case when l.is_estimated then 'Estimated' else 'Actual' end, 'File', $2, l.n,
            case l.outcome when 'Accepted' then 'Accepted' else 'Received' end,
            l.previous_read_id, l.previous_date, l.previous_value, l.usage, l.days, l.data, l.oddness
        from metering.read_file_lines l
        where l.tenant_id = $1 and l.read_file_id = $2 and l.outcome in ('Accepted', 'Exception')
        """,
        [Arg.Of(tenant.Id), Arg.Of(file.Id)], rows => new AuditSummary("ReadFile.Import", file.Id, rows), cancellationToken);

    private Task<long> LinkSupersededAsync(ReadFile file, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        update metering.reads r set superseded_by_id = l.read_id
        from metering.read_file_lines l
        where l.tenant_id = $1 and l.read_file_id = $2 and l.outcome in ('Accepted', 'Exception') and r.tenant_id = $1 and r.register_id = l.register_id
          and r.state = 'Superseded' and r.superseded_by_id is null and r.decided_at = $3
        """,
        [Arg.Of(tenant.Id), Arg.Of(file.Id), Arg.Of(clock.UtcNow)], cancellationToken);

    /// <summary>A read that comes within the town's window of the day on which it was missed is the one that was missed.</summary>
    private async Task WriteExceptionsAsync(ReadFile file, CancellationToken cancellationToken)
    {
        var window = (await settings.MissingAsync(cancellationToken).ConfigureAwait(false)).WindowDays;
        await database.WriteAsync(
            """
            update metering.read_exceptions e set state = 'Cleared', decided_by = $3, decided_at = $4, cleared_by_file_id = $2
            from metering.read_file_lines l
            where l.tenant_id = $1 and l.read_file_id = $2 and e.tenant_id = $1 and e.register_id = l.register_id and e.state in ('Open', 'ReRead', 'Held')
              and l.outcome in ('Accepted', 'Exception')
              and ((e.read_id is null and e.due_date <= l.read_date + $5) or (e.state = 'ReRead' and e.due_date <= l.read_date) or (l.outcome = 'Accepted' and e.read_id = l.replaces_read_id))
            """,
            [Arg.Of(tenant.Id), Arg.Of(file.Id), Arg.Of(user.Required.UserId), Arg.Of(clock.UtcNow), Arg.Of(window)],
            rows => new AuditSummary("ReadExceptions.Clear", file.Id, rows), cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(
            """
            insert into metering.read_exceptions (tenant_id, id, read_file_id, register_id, service_point_id, read_id, codes, findings, oddness, state, created_at, due_date)
            select $1, l.exception_id, $2, l.register_id, l.service_point_id, l.read_id, array(select f ->> 'code' from jsonb_array_elements(l.data) f), l.data,
                coalesce(l.oddness, 30), 'Open', $3, coalesce(l.read_date, $4)
            from metering.read_file_lines l
            where l.tenant_id = $1 and l.read_file_id = $2 and l.outcome in ('Exception', 'Missing')
            """,
            [Arg.Of(tenant.Id), Arg.Of(file.Id), Arg.Of(clock.UtcNow), Arg.Of((DateOnly?)await DueDateAsync(file, cancellationToken).ConfigureAwait(false))],
            rows => new AuditSummary("ReadExceptions.Open", file.Id, rows), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A missing read was due when the others were read: the day most reads of the file have.</summary>
    private async Task<DateOnly> DueDateAsync(ReadFile file, CancellationToken cancellationToken)
    {
        var day = await database.QueryAsync(
            """
            select read_date from metering.read_file_lines where tenant_id = $1 and read_file_id = $2 and read_date is not null and outcome <> 'Rejected'
            group by read_date order by count(*) desc, read_date desc limit 1
            """,
            [Arg.Of(tenant.Id), Arg.Of(file.Id)], r => r.GetFieldValue<DateOnly>(0), cancellationToken).ConfigureAwait(false);
        return day.Count > 0 ? day[0] : clock.Today;
    }

    private async Task RefuseBilledAsync(ReadFile file, CancellationToken cancellationToken)
    {
        var reads = await database.QueryAsync(
            "select id, coalesce(line_number, 0), date from metering.reads where tenant_id = $1 and read_file_id = $2 order by line_number", [Arg.Of(tenant.Id), Arg.Of(file.Id)],
            r => (Id: r.GetGuid(0), Line: r.GetInt32(1), Date: r.GetFieldValue<DateOnly>(2)), cancellationToken).ConfigureAwait(false);
        var used = await billed.FilterAsync([.. reads.Select(r => r.Id)], cancellationToken).ConfigureAwait(false);
        if (used.Count == 0)
            return;
        var first = reads.First(r => used.Contains(r.Id));
        throw new BusinessException(MeteringErrorCodes.FileBilled).WithData("Count", used.Count).WithData("Line", first.Line).WithData("File", file.FileName);
    }

    private async Task RefuseFollowedAsync(ReadFile file, CancellationToken cancellationToken)
    {
        var later = await database.QueryAsync(
            """
            select m.serial_number, to_char(n.date, 'YYYY-MM-DD'), f.file_name
            from metering.reads r
            join metering.reads n on n.tenant_id = $1 and n.register_id = r.register_id and n.previous_read_id = r.id and n.state in ('Accepted', 'Received') and n.read_file_id is distinct from $2
            join metering.registers g on g.tenant_id = $1 and g.id = r.register_id
            join metering.meter_installations i on i.tenant_id = $1 and i.id = g.installation_id
            join metering.meters m on m.tenant_id = $1 and m.id = i.meter_id
            left join metering.read_files f on f.tenant_id = $1 and f.id = n.read_file_id
            where r.tenant_id = $1 and r.read_file_id = $2
            order by n.date desc, m.serial_number limit 1
            """,
            [Arg.Of(tenant.Id), Arg.Of(file.Id)], r => (Serial: r.GetString(0), Date: r.GetString(1), File: r.IsDBNull(2) ? null : r.GetString(2)), cancellationToken).ConfigureAwait(false);
        if (later.Count > 0)
            throw new BusinessException(MeteringErrorCodes.FileSuperseded).WithData("Serial", later[0].Serial).WithData("Date", later[0].Date).WithData("File", later[0].File ?? "–");
    }

    /// <summary>A parameter belongs to one command.</summary>
    private static Npgsql.NpgsqlParameter[] Copy(IEnumerable<Npgsql.NpgsqlParameter> parameters) => [.. parameters.Select(p => p.Clone())];
}
