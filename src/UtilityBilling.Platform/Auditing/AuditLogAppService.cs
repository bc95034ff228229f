using UtilityBilling.Timing;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Tenants;
using UtilityBilling.Search;

namespace UtilityBilling.Platform.Auditing;

/// <summary>What the audit log is asked for.</summary>
/// <param name="User">A sign-in name, or a part of a person's name.</param>
/// <param name="Record">A record's id, or words that find it: an account's number, a name, an address.</param>
/// <param name="RecordType">The record's noun, for example <c>Account</c>.</param>
/// <param name="Field">A field's name, for example <c>MailingLine1</c>.</param>
public sealed record AuditFilter(string? User, string? Record, string? RecordType, string? Field, DateOnly? From, DateOnly? To);

/// <summary>One record of the trail, told in sentences.</summary>
/// <param name="At">In the town's time.</param>
/// <param name="Origin">The page, job or command.</param>
public sealed record AuditEntry(long Sequence, string At, string UserName, string? Origin, IReadOnlyList<string> Sentences);

/// <summary>Whether the chain is whole.</summary>
/// <param name="FirstBroken">The first record that does not fit; null where all fit.</param>
/// <param name="Head">The last record's hash, to compare with one kept outside.</param>
public sealed record ChainState(bool IsWhole, long Records, long? FirstBroken, string Head);

/// <summary>The town's trail, for auditors.</summary>
public interface IAuditLogAppService
{
    Task<PagedResult<AuditEntry>> ListAsync(AuditFilter filter, PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>The history of one record, newest first, for its page.</summary>
    Task<IReadOnlyList<AuditEntry>> HistoryAsync(string recordType, Guid recordId, int limit, CancellationToken cancellationToken = default);

    /// <summary>All that the filter finds, for a file. At most 100,000 records.</summary>
    IAsyncEnumerable<AuditEntry> ExportAsync(AuditFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The nouns of the records that the trail speaks of.</summary>
    Task<IReadOnlyList<string>> RecordTypesAsync(CancellationToken cancellationToken = default);

    /// <summary>Recomputes every hash from the first record to the last.</summary>
    Task<ChainState> VerifyAsync(CancellationToken cancellationToken = default);
}

internal sealed class AuditLogAppService(
    TownReader reader, AuditNames names, AuditSentences sentences, AuditFilterSql filters, ICurrentTenant tenant, TownDays days, IPermissionChecker permissions) : IAuditLogAppService
{
    private const int MostExported = 100_000;
    private const int ExportPage = 500;

    public async Task<PagedResult<AuditEntry>> ListAsync(AuditFilter filter, PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.AuditLog.View, cancellationToken).ConfigureAwait(false);
        var where = await filters.BuildAsync(filter, cancellationToken).ConfigureAwait(false);
        var total = (await reader.QueryAsync($"select count(*) from audit.audit_logs l where {where.Sql}", where.Parameters, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        var order = request.Sort == "at" ? "asc" : "desc";
        return new PagedResult<AuditEntry>(await EntriesAsync(where, order, request.Skip, request.PageSize, cancellationToken).ConfigureAwait(false), total, request.Page, request.PageSize);
    }

    public async Task<IReadOnlyList<AuditEntry>> HistoryAsync(string recordType, Guid recordId, int limit, CancellationToken cancellationToken = default)
    {
        var where = await filters.BuildAsync(new AuditFilter(null, recordId.ToString(), recordType, null, null, null), cancellationToken).ConfigureAwait(false);
        return await EntriesAsync(where, "desc", 0, Math.Clamp(limit, 1, PagedRequest.MaxPageSize), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<AuditEntry> ExportAsync(AuditFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.AuditLog.Export, cancellationToken).ConfigureAwait(false);
        var where = await filters.BuildAsync(filter, cancellationToken).ConfigureAwait(false);
        for (var skip = 0; skip < MostExported; skip += ExportPage)
        {
            var page = await EntriesAsync(where, "asc", skip, ExportPage, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page)
                yield return entry;
            if (page.Count < ExportPage)
                yield break;
        }
    }

    public async Task<ChainState> VerifyAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.AuditLog.Verify, cancellationToken).ConfigureAwait(false);
        var found = await reader.QueryAsync(
            """
            with links as (
                select sequence, hash, previous_hash,
                       audit.entry_hash(tenant_id, sequence, previous_hash, payload) as computed,
                       lag(hash, 1, '\x'::bytea) over (order by sequence) as before,
                       lag(sequence, 1, 0::bigint) over (order by sequence) as place
                from audit.audit_logs where tenant_id = $1
            ), state as (
                select count(*) as records, min(sequence) filter (where hash <> computed or previous_hash <> before or sequence <> place + 1) as broken, max(sequence) as last from links
            )
            select s.records, s.broken, coalesce(h.sequence, 0), coalesce(encode(h.hash, 'hex'), ''), coalesce(l.hash = h.hash, s.records = 0 and h.sequence is null)
            from state s
            left join audit.chain_heads h on h.tenant_id = $1
            left join audit.audit_logs l on l.tenant_id = $1 and l.sequence = s.last
            """,
            () => [new NpgsqlParameter { Value = tenant.Id }],
            row => (Records: row.GetInt64(0), Broken: row.IsDBNull(1) ? (long?)null : row.GetInt64(1), Head: row.GetInt64(2), Hash: row.GetString(3), IsTail: row.GetBoolean(4)),
            cancellationToken).ConfigureAwait(false);
        var (records, broken, head, hash, isTail) = found[0];
        var firstBroken = broken ?? (records == head && isTail ? null : records + 1);
        return new ChainState(firstBroken is null, records, firstBroken, hash);
    }

    public async Task<IReadOnlyList<string>> RecordTypesAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.AuditLog.View, cancellationToken).ConfigureAwait(false);
        return await reader.QueryAsync(
            """
            with recursive types as (
                (select record_type from audit.audit_log_records where tenant_id = $1 order by record_type limit 1)
                union all
                select (select r.record_type from audit.audit_log_records r where r.tenant_id = $1 and r.record_type > t.record_type order by r.record_type limit 1) from types t where t.record_type is not null
            )
            select record_type from types where record_type is not null
            """,
            () => [new NpgsqlParameter { Value = tenant.Id }],
            row => row.GetString(0),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<AuditEntry>> EntriesAsync(AuditWhere where, string order, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = await reader.QueryAsync(
            $"select l.sequence, l.recorded_at, l.origin, l.payload from audit.audit_logs l where {where.Sql} order by l.sequence {order} offset {skip} limit {take}",
            where.Parameters,
            row => (Sequence: row.GetInt64(0), At: row.GetFieldValue<DateTimeOffset>(1), Origin: row.IsDBNull(2) ? null : row.GetString(2), Payload: AuditPayload.Parse(row.GetString(3))),
            cancellationToken).ConfigureAwait(false);
        await names.LoadAsync(rows.Select(r => r.Payload), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(r => new AuditEntry(r.Sequence, days.Show(r.At), r.Payload.UserName, r.Origin, sentences.Of(r.Payload)))];
    }
}

internal sealed record AuditWhere(string Sql, Func<IReadOnlyList<NpgsqlParameter>> Parameters);

/// <summary>Turns a filter into the conditions of a query; every value is a parameter.</summary>
internal sealed class AuditFilterSql(ISearchIndex search, IEnumerable<ISearchContributor> contributors, ICurrentTenant tenant, TownDays days)
{
    private const int MostRecordsByWords = 50;

    public async Task<AuditWhere> BuildAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        var conditions = new List<string> { "l.tenant_id = $1" };
        var values = new List<(object Value, NpgsqlDbType Type)> { (tenant.Id, NpgsqlDbType.Uuid) };
        string Next(object value, NpgsqlDbType type)
        {
            values.Add((value, type));
            return $"${values.Count}";
        }

        if (filter.User is { } user)
        {
            var name = Next(user.ToLowerInvariant(), NpgsqlDbType.Text);
            conditions.Add($"(l.user_name = {name} or strpos(lower(l.payload::jsonb ->> 'user'), {name}) > 0)");
        }
        if (filter.From is { } from)
            conditions.Add($"l.recorded_at >= {Next(days.StartOf(from), NpgsqlDbType.TimestampTz)}");
        if (filter.To is { } to)
            conditions.Add($"l.recorded_at < {Next(days.StartOf(to.AddDays(1)), NpgsqlDbType.TimestampTz)}");
        if (await RecordConditionAsync(filter, Next, cancellationToken).ConfigureAwait(false) is { } record)
            conditions.Add(record);
        if (filter.Field is { } field)
            conditions.Add($"exists (select 1 from jsonb_array_elements(l.payload::jsonb -> 'changes') c, jsonb_array_elements(c -> 'properties') p where p ->> 'name' = {Next(field, NpgsqlDbType.Text)})");
        return new AuditWhere(string.Join(" and ", conditions), () => [.. values.Select(v => new NpgsqlParameter { Value = v.Value, NpgsqlDbType = v.Type })]);
    }

    private async Task<string?> RecordConditionAsync(AuditFilter filter, Func<object, NpgsqlDbType, string> next, CancellationToken cancellationToken)
    {
        if (filter.Record is null && filter.RecordType is null)
            return null;
        var type = filter.RecordType is { } noun ? $" and r.record_type = {next(noun, NpgsqlDbType.Text)}" : "";
        var id = filter.Record is { } text ? await IdConditionAsync(text, next, cancellationToken).ConfigureAwait(false) : "";
        return $"exists (select 1 from audit.audit_log_records r where r.tenant_id = l.tenant_id and r.sequence = l.sequence{type}{id})";
    }

    /// <summary>The record itself and the rows inside it, whose keys begin with its id.</summary>
    private async Task<string> IdConditionAsync(string text, Func<object, NpgsqlDbType, string> next, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(text, out var id))
            return $" and split_part(r.record_id, '/', 1) = {next(id.ToString(), NpgsqlDbType.Text)}";
        var kinds = contributors.SelectMany(c => c.Kinds).Distinct().ToList();
        var found = await search.FindAsync(text, kinds, MostRecordsByWords, cancellationToken).ConfigureAwait(false);
        return $" and split_part(r.record_id, '/', 1) = any({next(found.Select(m => m.RecordId.ToString()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)})";
    }
}
