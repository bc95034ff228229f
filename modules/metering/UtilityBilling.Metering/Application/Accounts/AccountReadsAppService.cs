using UtilityBilling.Authorization;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Metering.Reads;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Metering.Accounts;

internal sealed class AccountReadsAppService(BulkWriter database, ICurrentTenant tenant, IServicePointDirectory points, FindingTexts texts, IPermissionChecker permissions) : IAccountReadsAppService
{
    private const int Shown = 40;
    private const int Bars = 13;

    public async Task<IReadOnlyList<ServicePointReadsDto>> GetAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(MeteringPermissions.Reads.View, cancellationToken).ConfigureAwait(false);
        var places = await points.OfAccountAsync(accountId, cancellationToken).ConfigureAwait(false);
        var reads = (await ReadsAsync([.. places.Select(p => p.Id)], cancellationToken).ConfigureAwait(false)).ToLookup(r => r.Point);
        return [.. places.Select(p => ToDto(p, [.. reads[p.Id]]))];
    }

    private static ServicePointReadsDto ToDto(ServicePointCard place, List<Row> rows)
    {
        var counting = rows.FindAll(r => r.Read is { State: ReadState.Accepted, Usage: not null });
        return new ServicePointReadsDto(
            place.Id, place.Service, place.Address, rows.Count > 0 ? rows[0].Read.MeterSerial : null, rows.Count > 0 ? rows[0].Meter : null, rows.Count > 0 ? rows[0].Read.Unit : null, rows.ConvertAll(r => r.Read),
            [.. counting.Take(Bars).Reverse().Select(r => new UsagePointDto(r.Read.Date, r.Read.Usage!.Value, r.Read.Kind == ReadKind.Estimated))]);
    }

    private Task<List<Row>> ReadsAsync(IReadOnlyCollection<Guid> servicePointIds, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select u.id, i.meter_id, r.date, m.serial_number, r.value, r.usage, r.days, g.unit, r.kind, r.state, r.findings
        from unnest($2::uuid[]) as u (id)
        cross join lateral (
            select * from metering.reads where tenant_id = $1 and service_point_id = u.id order by date desc, id desc limit $3) r
        join metering.registers g on g.tenant_id = r.tenant_id and g.id = r.register_id
        join metering.meter_installations i on i.tenant_id = g.tenant_id and i.id = g.installation_id
        join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
        order by u.id, r.date desc, r.id desc
        """,
        [Arg.Of(tenant.Id), Arg.Ids(servicePointIds), Arg.Of(Shown)],
        r => new Row(r.GetGuid(0), r.GetGuid(1), new AccountReadDto(
            r.GetFieldValue<DateOnly>(2), r.GetString(3), r.GetDecimal(4), r.IsDBNull(5) ? null : r.GetDecimal(5), r.IsDBNull(6) ? null : r.GetInt32(6), r.GetString(7),
            Enum.Parse<ReadKind>(r.GetString(8)), Enum.Parse<ReadState>(r.GetString(9)), texts.Sentences(r.GetString(10)))), cancellationToken);

    private sealed record Row(Guid Point, Guid Meter, AccountReadDto Read);
}
