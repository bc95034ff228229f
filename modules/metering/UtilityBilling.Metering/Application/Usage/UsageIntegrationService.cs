using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Metering.Usage;

internal sealed class UsageIntegrationService(BulkWriter database) : IUsageIntegrationService
{
    public async Task<IReadOnlyDictionary<Guid, ServicePointUsage>> LoadAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly after, DateOnly through, CancellationToken cancellationToken = default)
    {
        var segments = await HistoryAsync(servicePointIds, after, through, cancellationToken).ConfigureAwait(false);
        var open = (await ExceptionsAsync(servicePointIds, after, through, cancellationToken).ConfigureAwait(false)).ToLookup(e => e.ServicePointId);
        var meters = await MetersAsync(servicePointIds, after, through, cancellationToken).ConfigureAwait(false);
        var usage = new Dictionary<Guid, ServicePointUsage>(meters.Count);
        foreach (var point in meters.GroupBy(m => m.ServicePointId))
        {
            var read = segments.GetValueOrDefault(point.Key, []);
            var current = point.OrderByDescending(m => m.From).First();
            var (state, until, reason) = State(open[point.Key], point, read);
            usage[point.Key] = new ServicePointUsage(point.Key, current.Size, state, until, reason, read, [.. point.Select(r => r.Span)]);
        }
        return usage;
    }

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<UsageSegment>>> HistoryAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly after, DateOnly through, CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync(
            """
            select r.service_point_id, r.register_id, r.id, r.previous_read_id, m.serial_number, r.previous_date, r.date, r.previous_value, r.value, r.usage, g.unit, r.kind
            from metering.reads r
            join metering.registers g on g.tenant_id = r.tenant_id and g.id = r.register_id
            join metering.meter_installations i on i.tenant_id = g.tenant_id and i.id = g.installation_id
            join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
            where r.service_point_id = any($1) and r.date > $2 and r.date <= $3 and r.state = 'Accepted' and r.usage is not null
            order by r.service_point_id, r.date desc, r.register_id
            """,
            Window(servicePointIds, after, through),
            r => (ServicePointId: r.GetGuid(0), Segment: new UsageSegment(
                r.GetGuid(1), r.GetGuid(2), r.IsDBNull(3) ? null : r.GetGuid(3), r.GetString(4), r.GetFieldValue<DateOnly>(5), r.GetFieldValue<DateOnly>(6),
                r.GetDecimal(7), r.GetDecimal(8), r.GetDecimal(9), r.GetString(10), Enum.Parse<ReadKind>(r.GetString(11)))),
            cancellationToken).ConfigureAwait(false);
        return rows.GroupBy(r => r.ServicePointId).ToDictionary(g => g.Key, g => (IReadOnlyList<UsageSegment>)[.. g.Select(r => r.Segment)]);
    }

    private static (UsageState State, DateOnly? Until, string? Reason) State(IEnumerable<OpenException> exceptions, IEnumerable<InstalledRegister> registers, IReadOnlyList<UsageSegment> read)
    {
        if (exceptions.FirstOrDefault(e => e.State == ReadExceptionState.Held) is { } held)
            return (UsageState.Held, held.HeldUntil, held.Reason);
        if (exceptions.Any(e => e.ReadId is not null))
            return (UsageState.OpenException, null, null);
        var unread = registers.Where(r => r.StillInstalled).Any(r => read.All(s => s.RegisterId != r.Span.RegisterId));
        return unread ? (UsageState.MissingRead, null, null) : (UsageState.Complete, null, null);
    }

    private Task<List<OpenException>> ExceptionsAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly after, DateOnly through, CancellationToken cancellationToken) =>
        database.QueryAsync(
            """
            select e.service_point_id, e.read_id, e.state, e.held_until, e.reason
            from metering.read_exceptions e
            where e.service_point_id = any($1) and e.due_date > $2 and e.due_date <= $3 and e.state in ('Open', 'ReRead', 'Held')
            """,
            Window(servicePointIds, after, through),
            r => new OpenException(r.GetGuid(0), r.IsDBNull(1) ? null : r.GetGuid(1), Enum.Parse<ReadExceptionState>(r.GetString(2)), r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3), r.IsDBNull(4) ? null : r.GetString(4)),
            cancellationToken);

    private Task<List<InstalledRegister>> MetersAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly after, DateOnly through, CancellationToken cancellationToken) =>
        database.QueryAsync(
            """
            select g.service_point_id, g.id, m.size, i."from", coalesce(g."to", 'infinity'::date) > $3, g."from", g."to"
            from metering.registers g
            join metering.meter_installations i on i.tenant_id = g.tenant_id and i.id = g.installation_id
            join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
            where g.service_point_id = any($1) and g."from" <= $3 and coalesce(g."to", 'infinity'::date) > $2
            """,
            Window(servicePointIds, after, through),
            r => new InstalledRegister(
                r.GetGuid(0), new RegisterSpan(r.GetGuid(1), r.GetFieldValue<DateOnly>(5), r.IsDBNull(6) ? null : r.GetFieldValue<DateOnly>(6)), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.GetBoolean(4)),
            cancellationToken);

    private static NpgsqlParameter[] Window(IReadOnlyCollection<Guid> servicePointIds, DateOnly after, DateOnly through) =>
    [
        new NpgsqlParameter { Value = servicePointIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
        new NpgsqlParameter { Value = after },
        new NpgsqlParameter { Value = through },
    ];

    private sealed record OpenException(Guid ServicePointId, Guid? ReadId, ReadExceptionState State, DateOnly? HeldUntil, string? Reason);

    private sealed record InstalledRegister(Guid ServicePointId, RegisterSpan Span, string Size, DateOnly From, bool StillInstalled);
}
