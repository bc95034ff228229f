using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Search;

namespace UtilityBilling.Platform.Search;

/// <summary>
/// Words and the records they find. Under row-level security only leakproof operators use an index, so a prefix is the range
/// <c>token &gt;= @from and token &lt; @to</c> in the byte order of collation "C".
/// </summary>
internal sealed class SearchIndex(BulkWriter bulk, TownReader reader, ICurrentTenant tenant) : ISearchIndex
{
    private const int MostRowsByArray = 5000;
    private const int MostDriverRows = 2000;
    private const int MostMatches = 200;

    /// <summary>Greater than every token that begins with the prefix: tokens hold letters and digits only.</summary>
    private const string AfterEveryToken = "\U0010FFFF";

    public async Task ReplaceAsync(IReadOnlyCollection<SearchDocument> documents, CancellationToken cancellationToken = default)
    {
        if (documents.Count == 0)
            return;
        var rows = documents.SelectMany(d => SearchWords.Tokens(d.Texts).Select(t => new Row(t, d.Kind, d.RecordId))).Distinct().ToList();
        var source = await SourceAsync(rows, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            $"""
            delete from platform.search_tokens old
            using unnest($2::text[], $3::uuid[]) as record (kind, record_id)
            where old.tenant_id = $1 and old.kind = record.kind and old.record_id = record.record_id
              and not exists (select 1 from {source.Sql(4)} where new.kind = old.kind and new.record_id = old.record_id and new.token = old.token)
            """,
            [Uuid(tenant.Id), Texts(documents.Select(d => d.Kind)), Uuids(documents.Select(d => d.RecordId)), .. source.Parameters()],
            cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            $"""
            insert into platform.search_tokens (tenant_id, token, kind, record_id)
            select $1, new.token, new.kind, new.record_id from {source.Sql(2)}
            on conflict do nothing
            """,
            [Uuid(tenant.Id), .. source.Parameters()],
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SearchMatch>> FindAsync(string text, IReadOnlyCollection<string> kinds, int limit, CancellationToken cancellationToken = default)
    {
        var words = SearchWords.Question(text);
        if (words.Count == 0 || kinds.Count == 0)
            return [];
        var others = string.Concat(words.Skip(1).Select((_, i) => $"""

              and exists (select 1 from platform.search_tokens w{i} where w{i}.tenant_id = $1 and w{i}.kind = t.kind and w{i}.record_id = t.record_id
                          and w{i}.token >= ${6 + 2 * i} and w{i}.token < ${7 + 2 * i})
            """));
        var sql = $"""
            select kind, record_id from (
                select t.token, t.kind, t.record_id from platform.search_tokens t
                where t.tenant_id = $1 and t.token >= $4 and t.token < $5 and t.kind = any($2){others}
                order by t.token, t.kind, t.record_id
                limit {MostDriverRows}
            ) found
            group by kind, record_id
            order by min(token), kind, record_id
            limit $3
            """;
        return await reader.QueryAsync(
            sql,
            () => [Uuid(tenant.Id), Texts(kinds), new NpgsqlParameter { Value = Math.Clamp(limit, 1, MostMatches) }, .. words.SelectMany(w => new[] { Text(w), Text(w + AfterEveryToken) })],
            row => new SearchMatch(row.GetString(0), row.GetGuid(1)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Few rows come as arrays; many are staged.</summary>
    private async Task<Source> SourceAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        if (rows.Count <= MostRowsByArray)
            return new Source(
                first => $"unnest(${first}::text[], ${first + 1}::text[], ${first + 2}::uuid[]) as new (token, kind, record_id)",
                () => [Texts(rows.Select(r => r.Token)), Texts(rows.Select(r => r.Kind)), Uuids(rows.Select(r => r.RecordId))]);
        await bulk.StageAsync<Row>(
            "stage_search_tokens",
            [
                new("token", "text collate \"C\"", NpgsqlDbType.Text, r => r.Token),
                new("kind", "text", NpgsqlDbType.Text, r => r.Kind),
                new("record_id", "uuid", NpgsqlDbType.Uuid, r => r.RecordId),
            ],
            rows,
            cancellationToken).ConfigureAwait(false);
        return new Source(_ => "pg_temp.stage_search_tokens as new", () => []);
    }

    private static NpgsqlParameter Uuid(Guid value) => new() { Value = value };

    private static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Texts(IEnumerable<string> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Uuids(IEnumerable<Guid> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    private sealed record Row(string Token, string Kind, Guid RecordId);

    private sealed record Source(Func<int, string> Sql, Func<IReadOnlyList<NpgsqlParameter>> Parameters);
}
