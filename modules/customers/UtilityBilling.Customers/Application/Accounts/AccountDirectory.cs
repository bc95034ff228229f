using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Customers.Accounts;

internal sealed class AccountDirectory(BulkWriter database) : IAccountDirectory
{
    private const string Card = """
        select o.id, a.id, o.premise_id, c.id, a.number, c.display_name, p.address_line || coalesce(' ' || p.unit, ''), c.language, c.is_staff, o.status,
               array_remove(array[c.display_name, a.attention] || case when o.status in ('Final', 'Closed') and o.forwarding_address is not null then string_to_array(o.forwarding_address, e'\n') else array[
                   case when a.mailing_line1 is not null then a.mailing_line1 when c.mailing_line1 is not null then c.mailing_line1 else p.address_line || coalesce(' ' || p.unit, '') end,
                   case when a.mailing_line1 is not null then a.mailing_line2 else c.mailing_line2 end,
                   case when a.mailing_line1 is not null then concat_ws(' ', a.mailing_city || ',', a.mailing_state, a.mailing_zip)
                        when c.mailing_line1 is not null then concat_ws(' ', c.mailing_city || ',', c.mailing_state, c.mailing_zip)
                        else concat_ws(' ', p.city || ',', p.state, p.zip) end] end, null)
        from customers.accounts a
        join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        """;

    public async Task<IReadOnlyDictionary<Guid, AccountCard>> ByOccupancyAsync(IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken = default) =>
        (await CardsAsync(
            $"{Card} join customers.occupancies o on o.tenant_id = a.tenant_id and o.account_id = a.id join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id where o.id = any($1)",
            Ids(occupancyIds), cancellationToken).ConfigureAwait(false)).ToDictionary(c => c.OccupancyId);

    public async Task<IReadOnlyDictionary<Guid, AccountCard>> ByAccountAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default) =>
        (await CardsAsync($"{Card} {LatestOccupancy} where a.id = any($1)", Ids(accountIds), cancellationToken).ConfigureAwait(false)).ToDictionary(c => c.AccountId);

    public async Task<AccountCard?> FindAsync(string accountNumber, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accountNumber);
        var number = new NpgsqlParameter { Value = accountNumber.Trim() };
        return (await CardsAsync($"{Card} {LatestOccupancy} where a.number = $1 or a.legacy_id = $1 order by (a.number = $1) desc limit 1", number, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
    }

    public async Task<IReadOnlyDictionary<string, Guid>> ByNumberAsync(IReadOnlyCollection<string> accountNumbers, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(
            """
            select distinct on (n.number) n.number, a.id from unnest($1) n(number)
            join lateral (
                select id, true as is_own from customers.accounts where number = n.number
                union all select id, false from customers.accounts where legacy_id = n.number) a on true
            order by n.number, a.is_own desc, a.id
            """,
            [new NpgsqlParameter { Value = accountNumbers.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }], r => (Number: r.GetString(0), Id: r.GetGuid(1)), cancellationToken).ConfigureAwait(false))
        .ToDictionary(a => a.Number, a => a.Id, StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<Guid, string>> ServicesOfAgreementsAsync(IReadOnlyCollection<Guid> agreementIds, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync("select id, service from customers.service_agreements where id = any($1)", [Ids(agreementIds)], r => (Id: r.GetGuid(0), Service: r.GetString(1)), cancellationToken).ConfigureAwait(false))
        .ToDictionary(a => a.Id, a => a.Service);

    private const string LatestOccupancy = """
        join lateral (select o.* from customers.occupancies o where o.tenant_id = a.tenant_id and o.account_id = a.id order by (o.status = 'Voided'), (o."to" is null) desc, o."from" desc, o.id limit 1) o on true
        join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
        """;

    private Task<List<AccountCard>> CardsAsync(string sql, NpgsqlParameter parameter, CancellationToken cancellationToken) =>
        database.QueryAsync(sql, [parameter], r => new AccountCard(
            r.GetGuid(1), r.GetGuid(0), r.GetGuid(2), r.GetGuid(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetFieldValue<string[]>(10), r.GetString(7), r.GetBoolean(8), Enum.Parse<OccupancyStatus>(r.GetString(9))), cancellationToken);

    private static NpgsqlParameter Ids(IEnumerable<Guid> ids) => new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
}
