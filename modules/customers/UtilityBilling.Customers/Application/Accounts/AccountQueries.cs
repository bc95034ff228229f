using Npgsql;
using UtilityBilling.Customers.Search;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Search;

namespace UtilityBilling.Customers.Accounts;

/// <summary>The list of accounts. Every order ends with the id, so that no page repeats or skips a row.</summary>
internal sealed class AccountQueries(BulkWriter database, ISearchIndex index)
{
    /// <summary>As many as the search index hands out; the list says when there may be more.</summary>
    private const int MostFound = 200;

    private const string From = """
        from customers.accounts a
        join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        left join lateral (
            select o.status, concat_ws(' ', p.address_line, p.unit) as address, p.city, p.sort_key
            from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
            where o.tenant_id = a.tenant_id and o.account_id = a.id
            order by (o.status = 'Voided'), (o."to" is null) desc, o."from" desc, o.id limit 1) o on true
        where ($1::text is null or o.status = $1) and ($2::uuid[] is null or a.id = any($2))
        """;

    private static readonly Dictionary<string, string> Orders = new()
    {
        ["number"] = "a.number",
        ["name"] = "c.sort_key",
        ["address"] = "o.sort_key",
        ["status"] = "o.status",
        ["opened"] = "a.opened_on",
    };

    public async Task<PagedResult<AccountListItem>> ListAsync(PagedRequest request, OccupancyStatus? status, CancellationToken cancellationToken)
    {
        var filter = await FilterAsync(request.Q, status, cancellationToken).ConfigureAwait(false);
        var total = (await database.QueryAsync($"select count(*) {From}", filter(), r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await RowsAsync($"{Select(request.Sort)} offset $3 limit $4", [.. filter(), Arg.Of(request.Skip), Arg.Of(request.PageSize)], cancellationToken).ConfigureAwait(false);
        return new PagedResult<AccountListItem>(rows, total, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<AccountListItem>> AllAsync(PagedRequest request, OccupancyStatus? status, CancellationToken cancellationToken) =>
        await RowsAsync(Select(request.Sort), (await FilterAsync(request.Q, status, cancellationToken).ConfigureAwait(false))(), cancellationToken).ConfigureAwait(false);

    private async Task<Func<List<NpgsqlParameter>>> FilterAsync(string? text, OccupancyStatus? status, CancellationToken cancellationToken)
    {
        Guid[]? ids = null;
        if (!string.IsNullOrWhiteSpace(text))
            ids = [.. (await index.FindAsync(text, [CustomersSearchDocuments.AccountKind], MostFound, cancellationToken).ConfigureAwait(false)).Select(m => m.RecordId)];
        return () => [Arg.Of(status?.ToString()), Arg.IdsOrNull(ids)];
    }

    private static string Select(string? sort)
    {
        var descending = sort?.StartsWith('-') == true;
        var order = Orders.GetValueOrDefault(sort?.TrimStart('-') ?? "", "c.sort_key");
        return $"select a.id, a.number, c.display_name, o.address, o.city, c.phone, o.status, a.opened_on {From} order by {order} {(descending ? "desc nulls last" : "asc nulls last")}, a.id";
    }

    private Task<List<AccountListItem>> RowsAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken) => database.QueryAsync(
        sql, parameters,
        r => new AccountListItem(r.GetGuid(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5), r.WordOrNull<OccupancyStatus>(6), r.Day(7)),
        cancellationToken);
}
