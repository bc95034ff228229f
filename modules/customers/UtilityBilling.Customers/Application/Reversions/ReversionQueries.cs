using Npgsql;
using UtilityBilling.Customers.Search;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Search;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Reversions;

/// <summary>Landlords' agreements as lists show them.</summary>
internal sealed class ReversionQueries(BulkWriter database, ISearchIndex index, IClock clock)
{
    private const int MostFound = 200;

    private const string From = """
        from customers.reversion_agreements v
        join customers.premises p on p.tenant_id = v.tenant_id and p.id = v.premise_id
        join customers.accounts a on a.tenant_id = v.tenant_id and a.id = v.account_id
        join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        """;

    private const string Listed = "where ($2::uuid[] is null or v.premise_id = any($2) or v.account_id = any($2)) and $1 is not null";

    private static readonly Dictionary<string, string> Orders = new()
    {
        ["landlord"] = "c.sort_key",
        ["address"] = "p.sort_key",
        ["from"] = "v.\"from\"",
        ["to"] = "v.\"to\"",
    };

    public async Task<PagedResult<ReversionDto>> ListAsync(PagedRequest page, CancellationToken cancellationToken)
    {
        var ids = await FoundAsync(page.Q, cancellationToken).ConfigureAwait(false);
        var total = (await database.QueryAsync($"select count(*) {From} {Listed}", Filter(ids), r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var rows = await RowsAsync($"{Listed} {Order(page.Sort)} offset $3 limit $4", [.. Filter(ids), Arg.Of(page.Skip), Arg.Of(page.PageSize)], cancellationToken).ConfigureAwait(false);
        return new PagedResult<ReversionDto>(rows, total, page.Page, page.PageSize);
    }

    public async Task<IReadOnlyList<ReversionDto>> AllAsync(PagedRequest page, CancellationToken cancellationToken) =>
        await RowsAsync($"{Listed} {Order(page.Sort)}", Filter(await FoundAsync(page.Q, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);

    public async Task<ReversionDto> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await RowsAsync("where v.id = $2", [Arg.Of(clock.Today), Arg.Of(id)], cancellationToken).ConfigureAwait(false) is [var row] ? row : throw new EntityNotFoundException(typeof(ReversionAgreement), id);

    public async Task<IReadOnlyList<LandlordPremise>> PremisesAsync(Guid accountId, Guid? also, CancellationToken cancellationToken) => await database.QueryAsync(
        """
        select p.id, concat_ws(' ', p.address_line, p.unit),
               (select c.display_name from customers.occupancies o
                join customers.accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
                join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
                where o.tenant_id = p.tenant_id and o.premise_id = p.id and o.status not in ('Pending', 'Voided') and o."from" <= $2 and coalesce(o."to", 'infinity'::date) > $2
                order by o."from" desc, o.id limit 1),
               exists (select 1 from customers.reversion_agreements v where v.tenant_id = p.tenant_id and v.premise_id = p.id and coalesce(v."to", 'infinity'::date) > $2)
        from customers.premises p
        where p.id = $3 or exists (
            select 1 from customers.ownerships w
            join customers.accounts a on a.tenant_id = w.tenant_id and a.customer_id = w.customer_id
            where w.tenant_id = p.tenant_id and w.premise_id = p.id and a.id = $1 and w."from" <= $2 and coalesce(w."to", 'infinity'::date) > $2)
        order by p.sort_key, p.unit, p.id
        """,
        [Arg.Of(accountId), Arg.Of(clock.Today), Arg.Of(also)], r => new LandlordPremise(r.GetGuid(0), r.GetString(1), r.TextOrNull(2), r.GetBoolean(3)), cancellationToken).ConfigureAwait(false);

    private async Task<Guid[]?> FoundAsync(string? text, CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(text) ? null :
        [.. (await index.FindAsync(text, [CustomersSearchDocuments.AccountKind, CustomersSearchDocuments.PremiseKind], MostFound, cancellationToken).ConfigureAwait(false)).Select(m => m.RecordId)];

    private List<NpgsqlParameter> Filter(Guid[]? ids) => [Arg.Of(clock.Today), Arg.IdsOrNull(ids)];

    private static string Order(string? sort)
    {
        var asked = Orders.ContainsKey(sort?.TrimStart('-') ?? "") ? sort! : "landlord";
        return $"order by {Orders[asked.TrimStart('-')]} {(asked.StartsWith('-') ? "desc nulls last" : "asc nulls last")}, p.sort_key, v.\"from\", v.id";
    }

    private Task<List<ReversionDto>> RowsAsync(string rest, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select v.id, v.premise_id, concat_ws(' ', p.address_line, p.unit), a.id, a.number, c.display_name, v."from", v."to", v.paper, v.fee, v.leave_on,
               exists (select 1 from customers.occupancies o where o.tenant_id = v.tenant_id and o.reversion_id = v.id and o.status <> 'Voided' and o."from" <= $1 and coalesce(o."to", 'infinity'::date) > $1),
               v.entered_by_name, v.entered_at, v.ended_by_name, v.ended_at, v.end_reason, v.xmin::text::bigint
        {From} {rest}
        """,
        parameters,
        r => new ReversionDto(
            r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetGuid(3), r.GetString(4), r.GetString(5), r.Day(6), r.DayOrNull(7), r.GetString(8), r.GetDecimal(9), r.GetBoolean(10), r.GetBoolean(11),
            r.GetString(12), r.GetFieldValue<DateTimeOffset>(13), r.TextOrNull(14), r.IsDBNull(15) ? null : r.GetFieldValue<DateTimeOffset>(15), r.TextOrNull(16), (uint)r.GetInt64(17)),
        cancellationToken);
}
