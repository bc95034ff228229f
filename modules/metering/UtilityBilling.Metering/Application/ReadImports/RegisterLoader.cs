using Npgsql;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>Loads installed registers with their past in a few queries, however many they are.</summary>
internal sealed class RegisterLoader(BulkWriter database, ICurrentTenant tenant, IServicePointDirectory points)
{
    /// <summary>Far enough back for a year's comparison and a late read.</summary>
    private const int HistoryDays = 430;

    private const string Register = """
        select g.id, m.id, g.service_point_id, g.register_number, g.multiplier, g.dials, g.unit, g.decimals, g.in_read, g."from", g.zero_is_normal, m.serial_number, m.endpoint_id
        from metering.registers g
        join metering.meter_installations i on i.tenant_id = g.tenant_id and i.id = g.installation_id
        join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
        """;

    private const string Known = "select r.register_id, r.id, r.date, r.value, r.kind, r.state, r.previous_date, r.usage from metering.reads r";

    /// <summary>Every register installed on the day, with the past of those of the cycle (of all without one).</summary>
    public async Task<IReadOnlyList<RegisterRecord>> InstalledAsync(Guid? cycleId, DateOnly day, CancellationToken cancellationToken)
    {
        var cards = (await points.ListAsync(null, day, cancellationToken).ConfigureAwait(false)).DistinctBy(c => c.Id).ToDictionary(c => c.Id);
        var registers = await database.QueryAsync(
            $"""{Register} where g.tenant_id = $1 and g."from" <= $2 and coalesce(g."to", 'infinity'::date) > $2 order by g.id""",
            [Arg.Of(tenant.Id), Arg.Of((DateOnly?)day)], r => Map(r, cards), cancellationToken).ConfigureAwait(false);
        await PastAsync([.. registers.Where(r => cycleId is null || r.CycleId == cycleId)], day.AddDays(-HistoryDays), cancellationToken).ConfigureAwait(false);
        return registers;
    }

    /// <summary>These registers, installed or not, with their past.</summary>
    public async Task<IReadOnlyDictionary<Guid, RegisterRecord>> ByIdsAsync(IReadOnlyCollection<Guid> ids, DateOnly day, CancellationToken cancellationToken)
    {
        var pointIds = await database.QueryAsync(
            "select distinct service_point_id from metering.registers where tenant_id = $1 and id = any($2)", [Arg.Of(tenant.Id), Arg.Ids(ids)], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        var cards = await points.ByIdsAsync(pointIds, day, cancellationToken).ConfigureAwait(false);
        var registers = await database.QueryAsync(
            $"{Register} where g.tenant_id = $1 and g.id = any($2)", [Arg.Of(tenant.Id), Arg.Ids(ids)], r => Map(r, cards), cancellationToken).ConfigureAwait(false);
        await PastAsync(registers, day.AddDays(-HistoryDays), cancellationToken).ConfigureAwait(false);
        return registers.ToDictionary(r => r.Id);
    }

    private async Task PastAsync(List<RegisterRecord> registers, DateOnly since, CancellationToken cancellationToken)
    {
        if (registers.Count == 0)
            return;
        var byId = registers.ToDictionary(r => r.Id);
        var recent = await database.QueryAsync(
            $"{Known} where r.tenant_id = $1 and r.register_id = any($2) and r.state in ('Accepted', 'Received') and r.date > $3 order by r.register_id, r.date, r.id",
            [Arg.Of(tenant.Id), Arg.Ids(byId.Keys), Arg.Of((DateOnly?)since)], Read, cancellationToken).ConfigureAwait(false);
        foreach (var (register, read) in recent)
            byId[register].Reads.Add(read);
        var silent = registers.Where(r => r.Latest is null && r.From <= since).Select(r => r.Id).ToList();
        if (silent.Count == 0)
            return;
        var last = await database.QueryAsync(
            $"{Known.Replace("select", "select distinct on (r.register_id)", StringComparison.Ordinal)} where r.tenant_id = $1 and r.register_id = any($2) and r.state = 'Accepted' order by r.register_id, r.date desc",
            [Arg.Of(tenant.Id), Arg.Ids(silent)], Read, cancellationToken).ConfigureAwait(false);
        foreach (var (register, read) in last)
            byId[register].Reads.Add(read);
    }

    private static (Guid Register, KnownRead Read) Read(NpgsqlDataReader r) => (
        r.GetGuid(0),
        new KnownRead(
            r.GetGuid(1), r.GetFieldValue<DateOnly>(2), r.GetDecimal(3), KindOf(r.GetString(4)), r.GetString(5) == nameof(ReadState.Accepted) ? ReadState.Accepted : ReadState.Received,
            r.IsDBNull(6) ? null : r.GetFieldValue<DateOnly>(6), r.IsDBNull(7) ? null : r.GetDecimal(7)));

    private static ReadKind KindOf(string kind) => kind == nameof(ReadKind.Actual) ? ReadKind.Actual : Enum.Parse<ReadKind>(kind);

    private static RegisterRecord Map(NpgsqlDataReader r, IReadOnlyDictionary<Guid, ServicePointCard> cards)
    {
        var point = cards.GetValueOrDefault(r.GetGuid(2));
        return new RegisterRecord
        {
            Id = r.GetGuid(0),
            MeterId = r.GetGuid(1),
            ServicePointId = r.GetGuid(2),
            RegisterNumber = r.GetString(3),
            Facts = new RegisterFacts(r.GetInt32(5), r.GetInt32(7), r.GetDecimal(4), r.GetString(6), StateOf(point?.State), r.GetBoolean(10), point?.UnservedSince),
            InRead = r.GetDecimal(8),
            From = r.GetFieldValue<DateOnly>(9),
            MeterSerial = r.GetString(11),
            EndpointId = r.IsDBNull(12) ? null : r.GetString(12),
            CycleId = point?.CycleId ?? Guid.Empty,
            RouteId = point?.RouteId ?? Guid.Empty,
            Sequence = point?.Sequence ?? 0,
            Account = point?.AccountNumber,
            Address = point?.Address ?? "",
        };
    }

    private static ServiceState StateOf(ServicePointState? state) => state switch
    {
        ServicePointState.Off => ServiceState.Off,
        ServicePointState.Locked => ServiceState.Locked,
        _ => ServiceState.Active,
    };
}
