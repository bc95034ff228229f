using Npgsql;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Search;

namespace UtilityBilling.Customers.Search;

/// <summary>Keeps the words that find accounts, customers and premises, set-based and in the same transaction as the records.</summary>
internal sealed class CustomersSearchDocuments(BulkWriter database, ISearchIndex index)
{
    public const string AccountKind = "account", CustomerKind = "customer", PremiseKind = "premise";

    /// <summary>Few enough for one array of ids, many enough to be few trips.</summary>
    private const int PerTrip = 5000;

    /// <summary>People leave the area code out: the last seven digits of a telephone find it too.</summary>
    private const string LocalPhones = """
        array(select right(regexp_replace(phone, '\D', '', 'g'), 7) from (
            select c.phone union all select k.value from customers.customer_contacts k where k.tenant_id = c.tenant_id and k.customer_id = c.id and k.kind = 'Phone') phones (phone)
            where phone is not null)
        """;

    private const string AccountTexts = $"""
        select a.id, array_remove(
            array[a.number, a.legacy_id, a.attention, c.display_name, c.phone, c.email, c.legacy_id]
            || array(select k.value from customers.customer_contacts k where k.tenant_id = c.tenant_id and k.customer_id = c.id order by k.n)
            || {LocalPhones}
            || array(select concat_ws(' ', p.address_line, p.unit) from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
                     where o.tenant_id = a.tenant_id and o.account_id = a.id and o.status <> 'Voided' order by o."from", o.id)
            || array(select r.number from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
                     join customers.parcels r on r.tenant_id = p.tenant_id and r.id = p.parcel_id
                     where o.tenant_id = a.tenant_id and o.account_id = a.id and o.status <> 'Voided' order by o."from", o.id), null)::text[]
        from customers.accounts a
        join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        where a.id = any($1)
        """;

    private const string CustomerTexts = $"""
        select c.id, array_remove(
            array[c.display_name, c.phone, c.email, c.legacy_id]
            || array(select k.value from customers.customer_contacts k where k.tenant_id = c.tenant_id and k.customer_id = c.id order by k.n)
            || {LocalPhones}, null)::text[]
        from customers.customers c where c.id = any($1)
        """;

    private const string PremiseTexts = """
        select p.id, array_remove(array[concat_ws(' ', p.address_line, p.unit), p.legacy_id, r.number], null)::text[]
        from customers.premises p
        left join customers.parcels r on r.tenant_id = p.tenant_id and r.id = p.parcel_id
        where p.id = any($1)
        """;

    /// <summary>Call after the changes were saved: the words are read from the tables.</summary>
    public Task AccountsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => RefreshAsync(AccountKind, AccountTexts, ids, cancellationToken);

    /// <summary>The customers and all their accounts.</summary>
    public async Task CustomersAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await RefreshAsync(CustomerKind, CustomerTexts, ids, cancellationToken).ConfigureAwait(false);
        await AccountsAsync(await IdsAsync("select a.id from customers.accounts a where a.customer_id = any($1)", ids, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The premises and every account that was ever there.</summary>
    public async Task PremisesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await RefreshAsync(PremiseKind, PremiseTexts, ids, cancellationToken).ConfigureAwait(false);
        await AccountsAsync(await IdsAsync("select distinct o.account_id from customers.occupancies o where o.premise_id = any($1)", ids, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records that are all new: nothing else hangs on them yet but what is named here.</summary>
    public async Task ImportedAsync(IReadOnlyCollection<Guid> premises, IReadOnlyCollection<Guid> customers, IReadOnlyCollection<Guid> accounts, CancellationToken cancellationToken)
    {
        await RefreshAsync(PremiseKind, PremiseTexts, premises, cancellationToken).ConfigureAwait(false);
        await RefreshAsync(CustomerKind, CustomerTexts, customers, cancellationToken).ConfigureAwait(false);
        await AccountsAsync(accounts, cancellationToken).ConfigureAwait(false);
    }

    private async Task RefreshAsync(string kind, string sql, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(PerTrip))
        {
            var documents = await database.QueryAsync(sql, [Arg.Ids(some)], r => new SearchDocument(kind, r.GetGuid(0), r.GetFieldValue<string[]>(1)), cancellationToken).ConfigureAwait(false);
            await index.ReplaceAsync(documents, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<List<Guid>> IdsAsync(string sql, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        database.QueryAsync(sql, [Arg.Ids(ids)], r => r.GetGuid(0), cancellationToken);
}
