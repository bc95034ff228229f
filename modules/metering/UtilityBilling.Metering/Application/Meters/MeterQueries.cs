using Microsoft.Extensions.Localization;
using Npgsql;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Metering.Meters;

/// <summary>Lists of meters, and what other modules show of them.</summary>
internal sealed class MeterQueries(BulkWriter database, ICurrentTenant tenant, IServicePointDirectory points, IStringLocalizer texts, IClock clock) : IInstalledMeterNames, IRouteChoices
{
    private const string Filter = """
        where m.tenant_id = $1 and ($2::text is null or m.status = $2)
          and ($3::text is null or starts_with(upper(m.serial_number), upper($3)) or starts_with(upper(coalesce(m.endpoint_id, '')), upper($3)))
        """;

    public async Task<long> CountAsync(MeterListRequest request, CancellationToken cancellationToken) =>
        (await database.QueryAsync($"select count(*) from metering.meters m {Filter}", Parameters(request), r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    public async Task<IReadOnlyList<MeterRowDto>> ListAsync(MeterListRequest request, int take, int skip, CancellationToken cancellationToken)
    {
        var order = request.Sort switch { "-serial" => "m.serial_number desc", "size" => "m.size, m.serial_number", "-size" => "m.size desc, m.serial_number", _ => "m.serial_number" };
        var rows = await database.QueryAsync(
            $"""
            select m.id, m.serial_number, m.endpoint_id, m.size, m.manufacturer, m.model, m.status, i.service_point_id, i."from", l.date, l.value, l.unit
            from (select m.* from metering.meters m {Filter} order by {order}, m.id limit $4 offset $5) m
            left join metering.meter_installations i on i.tenant_id = m.tenant_id and i.meter_id = m.id and i."to" is null
            left join lateral (
                select r.date, r.value, g.unit
                from metering.registers g join metering.reads r on r.tenant_id = g.tenant_id and r.register_id = g.id and r.state = 'Accepted'
                where g.tenant_id = i.tenant_id and g.installation_id = i.id
                order by r.date desc, g.register_number limit 1) l on true
            order by {order}, m.id
            """,
            [.. Parameters(request), Arg.Of(take), Arg.Of(skip)],
            r => (Point: Id(r, 7), Row: new MeterRowDto(r.GetGuid(0), r.GetString(1), Text(r, 2), r.GetString(3), Text(r, 4), Text(r, 5), Enum.Parse<MeterStatus>(r.GetString(6)), texts[$"Enum:MeterStatus.{r.GetString(6)}"], null, null, Day(r, 8), Day(r, 9), r.IsDBNull(10) ? null : r.GetDecimal(10), Text(r, 11))),
            cancellationToken).ConfigureAwait(false);
        var places = await points.ByIdsAsync([.. rows.Select(r => r.Point).OfType<Guid>()], clock.Today, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(r => r.Point is { } id && places.TryGetValue(id, out var place) ? r.Row with { Address = place.Address, Account = place.AccountNumber } : r.Row)];
    }

    public async Task<IReadOnlyDictionary<Guid, InstalledMeterName>> ByServicePointAsync(IReadOnlyCollection<Guid> servicePointIds, CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync(
            """
            select i.service_point_id, m.id, m.serial_number, m.size, i."from"
            from metering.meter_installations i join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
            where i.tenant_id = $1 and i.service_point_id = any($2) and i."to" is null order by i."from" desc, m.id
            """,
            [Arg.Of(tenant.Id), Arg.Ids(servicePointIds)],
            r => (Point: r.GetGuid(0), Name: new InstalledMeterName(r.GetString(2), r.GetString(3), r.GetFieldValue<DateOnly>(4), $"/Metering/Meters/{r.GetGuid(1)}")), cancellationToken).ConfigureAwait(false);
        return rows.DistinctBy(r => r.Point).ToDictionary(r => r.Point, r => r.Name);
    }

    public async Task<IReadOnlyList<NamedChoice>> ListAsync(CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            "select id, code, name from metering.routes where tenant_id = $1 order by code", [Arg.Of(tenant.Id)], r => new NamedChoice(r.GetGuid(0), r.GetString(1), r.GetString(2)), cancellationToken).ConfigureAwait(false);

    private NpgsqlParameter[] Parameters(MeterListRequest request) =>
        [Arg.Of(tenant.Id), Arg.Of(request.Status?.ToString()), Arg.Of(string.IsNullOrWhiteSpace(request.Q) ? null : request.Q.Trim())];

    private static Guid? Id(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetGuid(column);

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static DateOnly? Day(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateOnly>(column);
}
