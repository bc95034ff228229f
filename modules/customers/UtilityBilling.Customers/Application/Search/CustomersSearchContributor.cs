using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Search;

namespace UtilityBilling.Customers.Search;

/// <summary>Turns found accounts, customers and premises into lines of the search box.</summary>
internal sealed class CustomersSearchContributor(BulkWriter database) : ISearchContributor
{
    public IReadOnlyCollection<string> Kinds { get; } = [CustomersSearchDocuments.AccountKind, CustomersSearchDocuments.PremiseKind, CustomersSearchDocuments.CustomerKind];

    public string Permission => CustomersPermissions.Accounts.View;

    public async Task<IReadOnlyList<SearchHit>> DescribeAsync(IReadOnlyCollection<SearchMatch> matches, CancellationToken cancellationToken)
    {
        var hits = new List<SearchHit>();
        hits.AddRange(await HitsAsync(matches, CustomersSearchDocuments.AccountKind, "/Customers/Accounts/",
            """
            select a.id, a.number || ' ' || c.display_name, coalesce((
                select concat_ws(' ', p.address_line, p.unit) from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
                where o.tenant_id = a.tenant_id and o.account_id = a.id order by (o.status = 'Voided'), (o."to" is null) desc, o."from" desc, o.id limit 1), '')
            from customers.accounts a join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
            where a.id = any($1) order by c.sort_key, a.id
            """, "", cancellationToken).ConfigureAwait(false));
        hits.AddRange(await HitsAsync(matches, CustomersSearchDocuments.PremiseKind, "/Customers/Premises/",
            "select p.id, concat_ws(' ', p.address_line, p.unit), concat_ws(' ', p.city, p.zip) from customers.premises p where p.id = any($1) order by p.sort_key, p.id", "", cancellationToken).ConfigureAwait(false));
        hits.AddRange(await HitsAsync(matches, CustomersSearchDocuments.CustomerKind, "/Customers/Customers/",
            "select c.id, c.display_name, concat_ws(' ', c.phone, c.email) from customers.customers c where c.id = any($1) order by c.sort_key, c.id", "/Edit", cancellationToken).ConfigureAwait(false));
        return hits;
    }

    private async Task<IEnumerable<SearchHit>> HitsAsync(IReadOnlyCollection<SearchMatch> matches, string kind, string url, string sql, string suffix, CancellationToken cancellationToken)
    {
        var ids = matches.Where(m => m.Kind == kind).Select(m => m.RecordId).ToList();
        return ids.Count == 0 ? [] : await database.QueryAsync(sql, [Arg.Ids(ids)], r => new SearchHit(kind, r.GetString(1), r.GetString(2), $"{url}{r.GetGuid(0)}{suffix}"), cancellationToken).ConfigureAwait(false);
    }
}
