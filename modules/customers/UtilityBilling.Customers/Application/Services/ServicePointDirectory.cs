using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Customers.Services;

internal sealed class ServicePointDirectory(BulkWriter database) : IServicePointDirectory
{
    private const string Card = """
        select s.id, s.premise_id, s.service, s.cycle_id, s.route_id, s.sequence, s.state, s.location, p.address_line || coalesce(' ' || p.unit, ''),
               a.id, a.number, c.display_name,
               case when g.id is null then (
                        select max(e."to") from customers.service_agreements e
                        where e.tenant_id = s.tenant_id and e.service_point_id = s.id and e.service = s.service and e."to" <= $1)
                    else (
                        select t."from" from customers.service_stops t
                        where t.tenant_id = g.tenant_id and t.agreement_id = g.id and t."to" is distinct from t."from" and t."from" <= $1 and coalesce(t."to", 'infinity'::date) > $1) end
        from customers.service_points s
        join customers.premises p on p.tenant_id = s.tenant_id and p.id = s.premise_id
        left join customers.service_agreements g on g.tenant_id = s.tenant_id and g.service_point_id = s.id and g.service = s.service
            and g."from" <= $1 and coalesce(g."to", 'infinity'::date) > $1
        left join customers.occupancies o on o.tenant_id = g.tenant_id and o.id = g.occupancy_id
        left join customers.accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
        left join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        """;

    public async Task<IReadOnlyList<ServicePointCard>> ListAsync(Guid? cycleId, DateOnly asOf, CancellationToken cancellationToken = default) =>
        await CardsAsync(
            $"{Card} where $2::uuid is null or s.cycle_id = $2 order by s.route_id, s.sequence, s.id",
            [Day(asOf), new NpgsqlParameter { Value = (object?)cycleId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }],
            cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyDictionary<Guid, ServicePointCard>> ByIdsAsync(IReadOnlyCollection<Guid> servicePointIds, DateOnly asOf, CancellationToken cancellationToken = default)
    {
        var cards = await CardsAsync(
            $"{Card} where s.id = any($2) order by s.id, o.\"from\" desc",
            [Day(asOf), new NpgsqlParameter { Value = servicePointIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }],
            cancellationToken).ConfigureAwait(false);
        return cards.DistinctBy(c => c.Id).ToDictionary(c => c.Id);
    }

    public async Task<IReadOnlyList<ServicePointCard>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        var cards = await CardsAsync(
            """
            select s.id, s.premise_id, s.service, s.cycle_id, s.route_id, s.sequence, s.state, s.location, p.address_line || coalesce(' ' || p.unit, ''),
                   a.id, a.number, c.display_name, null::date
            from customers.accounts a
            join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
            join customers.occupancies o on o.tenant_id = a.tenant_id and o.account_id = a.id
            join customers.service_agreements g on g.tenant_id = o.tenant_id and g.occupancy_id = o.id
            join customers.service_points s on s.tenant_id = g.tenant_id and s.id = g.service_point_id
            join customers.premises p on p.tenant_id = s.tenant_id and p.id = s.premise_id
            where a.id = $1
            order by o."from" desc, s.service desc, s.id
            """,
            [new NpgsqlParameter { Value = accountId }],
            cancellationToken).ConfigureAwait(false);
        return [.. cards.DistinctBy(c => c.Id)];
    }

    private Task<List<ServicePointCard>> CardsAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) =>
        database.QueryAsync(sql, parameters, r => new ServicePointCard(
            r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetGuid(3), r.GetGuid(4), r.GetInt32(5), Enum.Parse<ServicePointState>(r.GetString(6)), Text(r, 7), r.GetString(8),
            r.IsDBNull(9) ? null : r.GetGuid(9), Text(r, 10), Text(r, 11), r.DayOrNull(12)), cancellationToken);

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static NpgsqlParameter Day(DateOnly day) => new() { Value = day, NpgsqlDbType = NpgsqlDbType.Date };
}
