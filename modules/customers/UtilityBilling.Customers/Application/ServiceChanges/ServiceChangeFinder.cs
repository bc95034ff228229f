using System.Text.Json;
using Npgsql;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Customers.ServiceChanges;

/// <summary>Finds the accounts that the criteria mean and says of each what would happen, or why nothing does. Changes nothing.</summary>
internal sealed class ServiceChangeFinder(BulkWriter database, IGuidGenerator guids)
{
    /// <summary>Who lives there on the day, and all of the criteria hold; <c>{0}</c> and <c>{1}</c> are class and cycle.</summary>
    private const string Holds = """
        o.status not in ('Pending', 'Voided') and o."from" <= $1 and coalesce(o."to", 'infinity'::date) > $1
          and ($3::text is null or {0} = $3) and ($4::uuid is null or {1} = $4)
          and ($5::text is null or exists (
              select 1 from customers.service_agreements h
              where h.tenant_id = o.tenant_id and h.occupancy_id = o.id and h.service = $5 and h."from" <= $1 and coalesce(h."to", 'infinity'::date) > $1))
          and ($6::text is null or exists (
              select 1 from customers.premise_facts f
              where f.tenant_id = o.tenant_id and f.premise_id = o.premise_id and f.name = $6 and f.value = $7 and f."from" <= $1 and coalesce(f."to", 'infinity'::date) > $1))
        """;

    private static readonly string Add = $"""
        select o.id, o.account_id, o.premise_id, alike.customer_class, coalesce(alike.cycle_id, p.cycle_id), o."to", c.number, w.account_id is not null, taken."from"
        from customers.occupancies o
        join customers.accounts c on c.tenant_id = o.tenant_id and c.id = o.account_id
        join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
        left join lateral (
            select a.customer_class, a.cycle_id from customers.service_agreements a
            where a.tenant_id = o.tenant_id and a.occupancy_id = o.id and a."from" <= $1 and coalesce(a."to", 'infinity'::date) > $1 and ($8::text is null or a.service = $8)
            order by a."from", a.id limit 1) alike on true
        left join lateral (
            select a."from" from customers.service_agreements a
            where a.tenant_id = o.tenant_id and a.premise_id = o.premise_id and a.service = $2 and coalesce(a."to", 'infinity'::date) > $1 and a."from" < coalesce(o."to", 'infinity'::date)
            order by a."from" limit 1) taken on true
        left join customers.own_accounts w on w.tenant_id = o.tenant_id and w.account_id = o.account_id and w.user_id = $9
        where {Holding("alike.customer_class", "coalesce(alike.cycle_id, p.cycle_id)")}
        order by c.number, o.id
        """;

    private static readonly string End = $"""
        select o.id, o.account_id, o.premise_id, a.customer_class, a.cycle_id, a."to", c.number, w.account_id is not null, a."from", a.id,
               (select s.service from customers.usage_sources u
                join customers.service_agreements s on s.tenant_id = u.tenant_id and s.id = u.agreement_id
                where u.tenant_id = a.tenant_id and u.source_agreement_id = a.id and coalesce(u."to", 'infinity'::date) > $1 and coalesce(s."to", 'infinity'::date) > $1
                order by s.service limit 1),
               exists (select 1 from customers.rate_assignments r where r.tenant_id = a.tenant_id and r.agreement_id = a.id and (r."from" >= $1 or (r."to" > $1 and r."to" is distinct from a."to")))
               or exists (select 1 from customers.usage_sources u where u.tenant_id = a.tenant_id and u.agreement_id = a.id and (u."from" >= $1 or (u."to" > $1 and u."to" is distinct from a."to")))
        from customers.occupancies o
        join customers.service_agreements a on a.tenant_id = o.tenant_id and a.occupancy_id = o.id
        join customers.accounts c on c.tenant_id = o.tenant_id and c.id = o.account_id
        left join customers.own_accounts w on w.tenant_id = o.tenant_id and w.account_id = o.account_id and w.user_id = $9
        where a.service = $2 and coalesce(a."to", 'infinity'::date) >= $1 and $8::text is null
          and {Holding("a.customer_class", "a.cycle_id")}
        order by c.number, o.id, a."from", a.id
        """;

    /// <summary>One line for each account found, in the order of the account numbers.</summary>
    public Task<List<ServiceChangeLine>> FindAsync(ServiceChangeBatch batch, CancellationToken cancellationToken)
    {
        var (n, seen) = (0, new HashSet<Guid>());
        return database.QueryAsync(
            batch.Kind == ServiceChangeKind.Add ? Add : End,
            [Arg.Of(batch.On), Arg.Of(batch.Service), Arg.Of(batch.CustomerClass), Arg.Of(batch.CycleId), Arg.Of(batch.HasService), Arg.Of(batch.FactName), Arg.Of(batch.FactValue), Arg.Of(batch.LikeService), Arg.Of(batch.PreparedBy)],
            row =>
            {
                var (problem, name, value) = Own(row) ?? (batch.Kind == ServiceChangeKind.Add ? NotAdded(row, seen) : NotEnded(row, batch.On)) ?? default;
                return new ServiceChangeLine
                {
                    BatchId = batch.Id,
                    N = ++n,
                    OccupancyId = row.GetGuid(0),
                    AccountId = row.GetGuid(1),
                    PremiseId = row.GetGuid(2),
                    CustomerClass = row.TextOrNull(3),
                    CycleId = row.GuidOrNull(4),
                    To = row.DayOrNull(5),
                    AgreementId = batch.Kind == ServiceChangeKind.Add ? guids.Create() : row.GetGuid(9),
                    Problem = problem,
                    ProblemData = JsonSerializer.Serialize(name is null ? [] : new Dictionary<string, string> { [name] = value! }),
                };
            },
            cancellationToken);
    }

    /// <summary>The services and rates that a meter feeds, itself or by another service: they need their service point and are opened house by house.</summary>
    public async Task<IReadOnlySet<string>> MeteredAsync(CancellationToken cancellationToken) => (await database.QueryAsync(
        """
        select s.service from customers.service_points s
        union
        select w.word from customers.usage_sources u
        join customers.service_agreements a on a.tenant_id = u.tenant_id and a.id = u.agreement_id
        join customers.rate_assignments r on r.tenant_id = a.tenant_id and r.agreement_id = a.id
        cross join lateral (values (a.service), (r.rate_code)) w (word)
        where u.kind <> 'Fixed'
        """,
        [], r => r.GetString(0), cancellationToken).ConfigureAwait(false)).ToHashSet();

    public async Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync("select distinct a.service from customers.service_agreements a order by a.service", [], r => r.GetString(0), cancellationToken).ConfigureAwait(false);

    private static string Holding(string customerClass, string cycle) => Holds.Replace("{0}", customerClass, StringComparison.Ordinal).Replace("{1}", cycle, StringComparison.Ordinal);

    private static (string Problem, string? Name, string? Value)? Own(NpgsqlDataReader row) => row.GetBoolean(7) ? ("OwnAccount", "Account", row.GetString(6)) : null;

    private static (string Problem, string? Name, string? Value)? NotAdded(NpgsqlDataReader row, HashSet<Guid> seen)
    {
        if (row.DayOrNull(8) is { } from)
            return ("HasService", "From", EnrollmentTerms.Iso(from));
        if (row.IsDBNull(3))
            return ("NoClass", null, null);
        if (row.IsDBNull(4))
            return ("NoCycle", null, null);
        return seen.Add(row.GetGuid(2)) ? null : ("SamePremise", null, null);
    }

    private static (string Problem, string? Name, string? Value)? NotEnded(NpgsqlDataReader row, DateOnly on)
    {
        if (row.Day(8) >= on)
            return ("BeginsLater", "From", EnrollmentTerms.Iso(row.Day(8)));
        if (row.DayOrNull(5) == on)
            return ("EndsAlready", "To", EnrollmentTerms.Iso(on));
        if (row.TextOrNull(10) is { } other)
            return ("FeedsOther", "Service", other);
        return row.GetBoolean(11) ? ("ChangesLater", null, null) : null;
    }
}
