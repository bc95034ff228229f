using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Customers.BillingScope;

internal sealed class BillingScopeIntegrationService(BulkWriter database) : IBillingScopeIntegrationService
{
    private const string InForce = """
        a.cycle_id = $1 and a."from" < $3 and coalesce(a."to", 'infinity'::date) > $2
        """;

    public async Task<IReadOnlyList<EndedOccupancy>> EndedAsync(DateOnly after, DateOnly through, int limit, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            """
            select o.id, o.account_id, o."to" from customers.occupancies o
            where o."to" > $1 and o."to" <= $2 and o.status not in ('Pending', 'Voided') order by o."to" desc, o.id limit $3
            """,
            [Arg.Of(after), Arg.Of(through), Arg.Of(limit)], r => new EndedOccupancy(r.GetGuid(0), r.GetGuid(1), r.GetFieldValue<DateOnly>(2)), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<OccupancyForBilling>> LoadAsync(IReadOnlyCollection<Guid> occupancyIds, Guid cycleId, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        var ids = new NpgsqlParameter { Value = occupancyIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
        var agreements = (await AgreementsAsync(ids, cycleId, from, to, cancellationToken).ConfigureAwait(false)).ToLookup(a => a.OccupancyId, a => a.Agreement);
        var facts = (await FactsAsync(ids, to, cancellationToken).ConfigureAwait(false)).ToLookup(f => f.PremiseId, f => f.Fact);
        var enrollments = (await EnrollmentsAsync(ids, from, to, cancellationToken).ConfigureAwait(false)).ToLookup(e => e.OccupancyId, e => e.Enrollment);
        var occupancies = await database.QueryAsync(
            """
            select o.id, o.account_id, o.premise_id, c.number, p.address_line || coalesce(' ' || p.unit, ''), o."from", o."to", o.status
            from customers.occupancies o
            join customers.accounts c on c.tenant_id = o.tenant_id and c.id = o.account_id
            join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
            where o.id = any($1)
            """,
            [ids.Clone()],
            r =>
            {
                var (id, premise) = (r.GetGuid(0), r.GetGuid(2));
                return new OccupancyForBilling(
                    id, r.GetGuid(1), premise, r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5), r.IsDBNull(6) ? null : r.GetFieldValue<DateOnly>(6),
                    Enum.Parse<OccupancyStatus>(r.GetString(7)), [.. agreements[id]], [.. facts[premise]], [.. enrollments[id]]);
            },
            cancellationToken).ConfigureAwait(false);
        var byId = occupancies.ToDictionary(o => o.OccupancyId);
        return [.. occupancyIds.Select(id => byId[id])];
    }

    public async Task<IReadOnlyList<AgreementPlace>> AgreementsAsync(IReadOnlyCollection<Guid> accountIds, string? service, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            """
            select a.id, a.service, a.occupancy_id, o.account_id, a.cycle_id
            from customers.occupancies o
            join customers.service_agreements a on a.tenant_id = o.tenant_id and a.occupancy_id = o.id
            where o.account_id = any($1) and o.status not in ('Pending', 'Voided') and ($2::text is null or a.service = $2)
              and a."from" < $4 and coalesce(a."to", 'infinity'::date) > $3
            order by o.account_id, a.service, a.id
            """,
            [
                new NpgsqlParameter { Value = accountIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new NpgsqlParameter { Value = (object?)service ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = from },
                new NpgsqlParameter { Value = to },
            ],
            r => new AgreementPlace(r.GetGuid(0), r.GetString(1), r.GetGuid(2), r.GetGuid(3), r.GetGuid(4)),
            cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<Guid>> SampleAsync(Guid cycleId, string service, DateOnly day, int limit, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            $"select a.id from customers.service_agreements a where {InForce} and a.service = $4 order by a.id limit $5",
            [.. Period(cycleId, day, day.AddDays(1)), new NpgsqlParameter { Value = service }, new NpgsqlParameter { Value = limit }], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<UncoveredProperty>> UncoveredAsync(Guid cycleId, DateOnly lastDay, int limit, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            """
            select 'servicePoint', s.premise_id, s.id, p.address_line, s.service
            from customers.service_points s
            join customers.premises p on p.tenant_id = s.tenant_id and p.id = s.premise_id
            where s.cycle_id = $1 and not exists (
                select 1 from customers.service_agreements a
                where a.tenant_id = s.tenant_id and a.service_point_id = s.id and a."from" <= $2 and coalesce(a."to", 'infinity'::date) > $2)
            union all
            select 'impervious', p.id, null, p.address_line, 'stormwater'
            from customers.premise_facts f
            join customers.premises p on p.tenant_id = f.tenant_id and p.id = f.premise_id
            where f.name = 'imperviousSqFt' and f.value <> '0' and f."from" <= $2 and coalesce(f."to", 'infinity'::date) > $2
              and (p.cycle_id = $1 or exists (select 1 from customers.service_points s where s.tenant_id = p.tenant_id and s.premise_id = p.id and s.cycle_id = $1))
              and not exists (
                select 1 from customers.service_agreements a
                where a.tenant_id = p.tenant_id and a.premise_id = p.id and a.service = 'stormwater' and a."from" <= $2 and coalesce(a."to", 'infinity'::date) > $2)
            order by 4, 2, 1
            limit $3
            """,
            [new NpgsqlParameter { Value = cycleId }, new NpgsqlParameter { Value = lastDay }, new NpgsqlParameter { Value = limit }],
            r => new UncoveredProperty(r.GetString(0), r.GetGuid(1), r.IsDBNull(2) ? null : r.GetGuid(2), r.GetString(3), r.GetString(4)),
            cancellationToken).ConfigureAwait(false);

    private async Task<List<(Guid OccupancyId, AgreementForBilling Agreement)>> AgreementsAsync(NpgsqlParameter ids, Guid cycleId, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var period = Period(cycleId, from, to);
        var sources = (await database.QueryAsync(
            $"""
            select u.agreement_id, u.kind, u.service_point_id, u.source_agreement_id, u.sign, u.share, u.fixed_quantity
            from customers.usage_sources u
            join customers.service_agreements a on a.tenant_id = u.tenant_id and a.id = u.agreement_id
            where {InForce} and a.occupancy_id = any($4) and u."from" < least($3, coalesce(a."to", $3)) and coalesce(u."to", 'infinity'::date) >= least($3, coalesce(a."to", $3))
            order by u.agreement_id, u.n
            """,
            [.. period, ids.Clone()],
            r => (AgreementId: r.GetGuid(0), Source: new UsageSourceForBilling(
                Enum.Parse<UsageSourceKind>(r.GetString(1)), r.IsDBNull(2) ? null : r.GetGuid(2), r.IsDBNull(3) ? null : r.GetGuid(3), r.GetInt32(4), r.GetDecimal(5), r.IsDBNull(6) ? null : r.GetDecimal(6))),
            cancellationToken).ConfigureAwait(false)).ToLookup(s => s.AgreementId, s => s.Source);
        var stops = (await database.QueryAsync(
            $"""
            select s.agreement_id, s."from", s."to"
            from customers.service_stops s
            join customers.service_agreements a on a.tenant_id = s.tenant_id and a.id = s.agreement_id
            where {InForce} and a.occupancy_id = any($4) and s."to" is distinct from s."from" and s."from" < $3 and coalesce(s."to", 'infinity'::date) > $2
            order by s.agreement_id, s."from"
            """,
            [.. Period(cycleId, from, to), ids.Clone()],
            r => (AgreementId: r.GetGuid(0), Stop: new StopForBilling(r.Day(1), r.DayOrNull(2))), cancellationToken).ConfigureAwait(false)).ToLookup(s => s.AgreementId, s => s.Stop);
        return await database.QueryAsync(
            $"""
            select a.occupancy_id, a.id, a.service, a.service_point_id, a.customer_class, rate.rate_code, a."from", a."to"
            from customers.service_agreements a
            left join lateral (
                select r.rate_code from customers.rate_assignments r
                where r.tenant_id = a.tenant_id and r.agreement_id = a.id and r."from" < $3
                order by r."from" desc limit 1) rate on true
            where {InForce} and a.occupancy_id = any($4)
            order by a.occupancy_id, a.service, a.id
            """,
            [.. Period(cycleId, from, to), ids.Clone()],
            r => (r.GetGuid(0), new AgreementForBilling(
                r.GetGuid(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetGuid(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5),
                r.GetFieldValue<DateOnly>(6), r.IsDBNull(7) ? null : r.GetFieldValue<DateOnly>(7), [.. sources[r.GetGuid(1)]], [.. stops[r.GetGuid(1)]])),
            cancellationToken).ConfigureAwait(false);
    }

    private Task<List<(Guid PremiseId, FactForBilling Fact)>> FactsAsync(NpgsqlParameter ids, DateOnly to, CancellationToken cancellationToken) =>
        database.QueryAsync(
            """
            select f.premise_id, f.name, f.value
            from customers.premise_facts f
            where f.premise_id in (select o.premise_id from customers.occupancies o where o.id = any($1))
              and f."from" < $2 and coalesce(f."to", 'infinity'::date) >= $2
            order by f.premise_id, f.name
            """,
            [ids.Clone(), new NpgsqlParameter { Value = to }],
            r => (r.GetGuid(0), new FactForBilling(r.GetString(1), r.GetString(2))),
            cancellationToken);

    private Task<List<(Guid OccupancyId, EnrollmentForBilling Enrollment)>> EnrollmentsAsync(NpgsqlParameter ids, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.QueryAsync(
            """
            select o.id, e.program, e."from", e."to"
            from customers.occupancies o
            join customers.enrollments e on e.tenant_id = o.tenant_id and e.premise_id = o.premise_id and (e.account_id is null or e.account_id = o.account_id)
            where o.id = any($1) and e."from" < $3 and coalesce(e."to", 'infinity'::date) > $2 and e."to" is distinct from e."from"
            order by o.id, e.program, e."from"
            """,
            [ids.Clone(), new NpgsqlParameter { Value = from }, new NpgsqlParameter { Value = to }],
            r => (r.GetGuid(0), new EnrollmentForBilling(r.GetString(1), r.GetFieldValue<DateOnly>(2), r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3))),
            cancellationToken);

    private static NpgsqlParameter[] Period(Guid cycleId, DateOnly from, DateOnly to) =>
        [new NpgsqlParameter { Value = cycleId }, new NpgsqlParameter { Value = from }, new NpgsqlParameter { Value = to }];
}
