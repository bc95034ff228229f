using UtilityBilling.Auditing;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Metering;

/// <summary>Names meters, registers, reads and files for the audit log.</summary>
internal sealed class MeteringRecordNames(BulkWriter database, ICurrentTenant tenant) : IAuditRecordNames
{
    private static readonly Dictionary<string, string> Queries = new()
    {
        ["ReadFile"] = "select id, file_name from metering.read_files where tenant_id = $1 and id = any($2)",
        ["Meter"] = "select id, serial_number from metering.meters where tenant_id = $1 and id = any($2)",
        ["MeterInstallation"] = "select i.id, m.serial_number from metering.meter_installations i join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id where i.tenant_id = $1 and i.id = any($2)",
        ["RegisterInstallation"] = OfRegister("g.id", "metering.registers g", "g.id"),
        ["Read"] = OfRegister("r.id", "metering.reads r join metering.registers g on g.tenant_id = r.tenant_id and g.id = r.register_id", "r.id"),
        ["ReadException"] = OfRegister("e.id", "metering.read_exceptions e join metering.registers g on g.tenant_id = e.tenant_id and g.id = e.register_id", "e.id"),
    };

    public IReadOnlyCollection<string> Types => Queries.Keys;

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(string type, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync(Queries[type], [Arg.Of(tenant.Id), Arg.Ids(ids)], r => (Id: r.GetGuid(0), Name: r.GetString(1)), cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(r => r.Id, r => r.Name);
    }

    private static string OfRegister(string id, string from, string key) =>
        $"""
        select {id}, m.serial_number from {from}
        join metering.meter_installations i on i.tenant_id = g.tenant_id and i.id = g.installation_id
        join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
        where g.tenant_id = $1 and {key} = any($2)
        """;
}
