using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.EntityFrameworkCore.Auditing;

/// <summary>The head of a town's chain as it was once, kept outside the database: it finds a tail that was cut off.</summary>
/// <param name="Hash">Lower-case hex.</param>
public sealed record AuditAnchor(string Tenant, Guid TenantId, long Sequence, string Hash);

/// <summary>The first place where the chain does not hold, and why.</summary>
public sealed record AuditFinding(long Sequence, string Problem);

/// <summary>What the verification of one town found.</summary>
/// <param name="Finding">Null when every record holds.</param>
/// <param name="Head">The last record that holds.</param>
public sealed record AuditVerification(string Tenant, long Records, AuditFinding? Finding, AuditAnchor Head);

/// <summary>
/// Recomputes a town's audit chain from its first record, row by row, in this program: whoever changed the rows may have changed the database's own functions too.
/// </summary>
public sealed class AuditVerifier(NpgsqlDataSource database)
{
    private const string Rows = "select sequence, previous_hash, hash, payload, user_id, user_name, origin, recorded_at from audit.audit_logs where tenant_id = $1 order by sequence";

    /// <summary>Records that the list for searching names and the payloads do not, or the other way round.</summary>
    private const string RecordList = """
        with told as (
            select l.sequence, c ->> 'type' as type, c ->> 'id' as id from audit.audit_logs l cross join jsonb_array_elements(coalesce(l.payload::jsonb -> 'changes', '[]'::jsonb)) c where l.tenant_id = $1
            union select l.sequence, n ->> 'subject', n ->> 'recordId' from audit.audit_logs l cross join jsonb_array_elements(coalesce(l.payload::jsonb -> 'notes', '[]'::jsonb)) n where l.tenant_id = $1
            union select l.sequence, b ->> 'action', b ->> 'recordId' from audit.audit_logs l cross join jsonb_array_elements(coalesce(l.payload::jsonb -> 'bulk', '[]'::jsonb)) b where l.tenant_id = $1
        ), kept as (select sequence, record_type as type, record_id as id from audit.audit_log_records where tenant_id = $1)
        select min(sequence) from (
            (select * from told where id is not null except select * from kept) union all (select * from kept except select * from told where id is not null)
        ) differences
        """;

    public async Task<AuditVerification> VerifyAsync(TenantInfo town, AuditAnchor? anchor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(town);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await SetTownAsync(connection, town, cancellationToken);

        var chain = new Chain(town, anchor);
        await WalkAsync(connection, town, chain, cancellationToken);
        if (chain.Finding is null)
            await CompareHeadAsync(connection, town, chain, cancellationToken);
        if (chain.Finding is null)
            await CompareListAsync(connection, town, chain, cancellationToken);
        return new AuditVerification(town.Slug, chain.Last, chain.Finding, new AuditAnchor(town.Slug, town.Id, chain.Last, Convert.ToHexStringLower(chain.LastHash)));
    }

    private static async Task SetTownAsync(NpgsqlConnection connection, TenantInfo town, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select set_config('app.tenant_id', $1, true)", connection) { Parameters = { new() { Value = town.Id.ToString() } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task WalkAsync(NpgsqlConnection connection, TenantInfo town, Chain chain, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Rows, connection) { Parameters = { new() { Value = town.Id } }, CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
        while (chain.Finding is null && await reader.ReadAsync(cancellationToken))
            chain.Add(new Row(
                reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2), reader.GetString(3),
                reader.GetGuid(4), reader.GetString(5), await reader.IsDBNullAsync(6, cancellationToken) ? null : reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7)));
    }

    private static async Task CompareHeadAsync(NpgsqlConnection connection, TenantInfo town, Chain chain, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select sequence, hash from audit.chain_heads where tenant_id = $1", connection) { Parameters = { new() { Value = town.Id } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (sequence, hash) = await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0L, []);
        chain.CompareHead(sequence, hash);
    }

    private static async Task CompareListAsync(NpgsqlConnection connection, TenantInfo town, Chain chain, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(RecordList, connection) { Parameters = { new() { Value = town.Id } }, CommandTimeout = 0 };
        if (await command.ExecuteScalarAsync(cancellationToken) is long sequence)
            chain.Find(sequence, "the list of the records that it speaks of is not what its text says");
    }

    private sealed record Row(long Sequence, byte[] Previous, byte[] Hash, string Payload, Guid UserId, string UserName, string? Origin, DateTimeOffset At);

    private sealed class Chain(TenantInfo town, AuditAnchor? anchor)
    {
        public long Last { get; private set; }
        public byte[] LastHash { get; private set; } = [];
        public AuditFinding? Finding { get; private set; }

        public void Find(long sequence, string problem) => Finding ??= new AuditFinding(sequence, problem);

        public void Add(Row row)
        {
            if (Problem(row) is { } problem)
            {
                Find(row.Sequence == Last + 1 ? row.Sequence : Last + 1, problem);
                return;
            }
            (Last, LastHash) = (row.Sequence, row.Hash);
            if (anchor?.Sequence == Last && anchor.Hash != Convert.ToHexStringLower(LastHash))
                Find(Last, "it is not the record that the anchor was taken of");
        }

        public void CompareHead(long sequence, byte[] hash)
        {
            if (sequence != Last || !hash.AsSpan().SequenceEqual(LastHash))
                Find(Last + 1, $"the chain's head says that there are {sequence} records");
            else if (anchor?.Sequence > Last)
                Find(Last + 1, $"the tail is cut off: the anchor was taken of record {anchor.Sequence}");
        }

        private string? Problem(Row row)
        {
            if (row.Sequence != Last + 1)
                return $"the record is missing; the next one there is {row.Sequence}";
            if (!row.Previous.AsSpan().SequenceEqual(LastHash))
                return "it does not follow from the record before it";
            var text = $"ub1\n{town.Id}\n{row.Sequence}\n{Convert.ToHexStringLower(row.Previous)}\n{row.Payload}";
            if (!SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan().SequenceEqual(row.Hash))
                return "its text is not what was hashed";
            return Agrees(row) ? null : "its columns are not what its text says";
        }

        private static bool Agrees(Row row)
        {
            using var document = JsonDocument.Parse(row.Payload);
            var root = document.RootElement;
            return root.GetProperty("userId").GetGuid() == row.UserId
                && root.GetProperty("userName").GetString() == row.UserName
                && (root.TryGetProperty("origin", out var origin) ? origin.GetString() : null) == row.Origin
                // The column keeps microseconds, the text ten times finer.
                && Math.Abs((root.GetProperty("at").GetDateTimeOffset() - row.At).Ticks) < 10;
        }
    }
}
