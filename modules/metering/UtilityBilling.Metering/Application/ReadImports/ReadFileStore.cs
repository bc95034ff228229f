using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>The lines and bytes of read files in the database: staged by COPY, then one statement each.</summary>
internal sealed class ReadFileStore(BulkWriter database, ICurrentTenant tenant, BilledReadFilter billed)
{
    private const int RowsWorthCounting = 1000;

    private const int PieceBytes = 1024 * 1024;

    private static readonly IReadOnlyList<StageColumn<LineDraft>> LineColumns =
    [
        Stage.Integer<LineDraft>("n", l => l.N), Stage.Text<LineDraft>("raw", l => Cut(l.Raw, 500)), Stage.Text<LineDraft>("outcome", l => l.Outcome.ToString()),
        Stage.Text<LineDraft>("code", l => l.Findings.Count == 0 ? null : l.Findings[0].Code), Stage.Json<LineDraft>("data", l => StoredFinding.Write(l.Findings)),
        Stage.Uuid<LineDraft>("read_id", l => l.ReadId), Stage.Uuid<LineDraft>("exception_id", l => l.ExceptionId),
        Stage.Uuid<LineDraft>("register_id", l => l.Register?.Id), Stage.Uuid<LineDraft>("service_point_id", l => l.Register?.ServicePointId),
        Stage.Text<LineDraft>("account", l => Cut(l.Account, 200)), Stage.Text<LineDraft>("meter_serial", l => Cut(l.MeterSerial, 200)),
        Stage.Number<LineDraft>("value", l => Storable(l.Value)), Stage.Date<LineDraft>("read_date", l => l.Date),
        new("read_at", "timestamptz", NpgsqlTypes.NpgsqlDbType.TimestampTz, l => l.ReadAt), Stage.Flag<LineDraft>("is_estimated", l => l.IsEstimated),
        Stage.Uuid<LineDraft>("latest_read_id", l => l.LatestReadId), Stage.Uuid<LineDraft>("previous_read_id", l => l.PreviousReadId),
        Stage.Date<LineDraft>("previous_date", l => l.Check?.Previous?.Date), Stage.Number<LineDraft>("previous_value", l => l.Check?.Previous?.Value),
        Stage.Number<LineDraft>("usage", l => l.Check?.Usage), Stage.Integer<LineDraft>("days", l => l.Check?.Days), Stage.Number<LineDraft>("oddness", l => l.Check?.Oddness),
        Stage.Uuid<LineDraft>("replaces_read_id", l => l.ReplacesReadId),
    ];

    private static readonly string ColumnNames = string.Join(", ", LineColumns.Select(c => c.Name));

    /// <summary>Writes the lines into staging as they are worked out, then refuses those that would touch a billed read.</summary>
    public async Task StageLinesAsync(IEnumerable<LineDraft> lines, CancellationToken cancellationToken)
    {
        await database.StageAsync("read_line_stage", LineColumns, lines, cancellationToken).ConfigureAwait(false);
        var replaced = await database.QueryAsync("select distinct replaces_read_id from pg_temp.read_line_stage where replaces_read_id is not null", [], r => r.GetGuid(0), cancellationToken).ConfigureAwait(false);
        if (replaced.Count == 0)
            return;
        var untouchable = await billed.FilterAsync(replaced, cancellationToken).ConfigureAwait(false);
        if (untouchable.Count == 0)
            return;
        await database.ExecuteAsync(
            """
            update pg_temp.read_line_stage s
            set outcome = 'Rejected', code = $3, read_id = null, exception_id = null, replaces_read_id = null, usage = null, oddness = null,
                data = jsonb_build_array(jsonb_build_object('code', $3, 'data', jsonb_build_object('Date', to_char(s.read_date, 'YYYY-MM-DD'), 'Other', trim_scale(r.value)::text, 'Reading', trim_scale(s.value)::text)))
            from metering.reads r where r.tenant_id = $1 and r.id = s.replaces_read_id and s.replaces_read_id = any($2)
            """,
            [Arg.Of(tenant.Id), Arg.Ids(untouchable), Arg.Of(ReadImportCodes.Billed)], cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken cancellationToken)
    {
        var counts = await database.QueryAsync(
            "select outcome, count(*), count(replaces_read_id) filter (where outcome = 'Accepted') from pg_temp.read_line_stage group by outcome", [],
            r => (Outcome: r.GetString(0), Count: (int)r.GetInt64(1), Replaced: (int)r.GetInt64(2)), cancellationToken).ConfigureAwait(false);
        var all = counts.ToDictionary(c => c.Outcome, c => c.Count);
        all[nameof(ReadFile.Replaced)] = counts.Sum(c => c.Replaced);
        return all;
    }

    /// <summary>Puts the staged lines in the place of the file's lines, if it has any.</summary>
    public async Task SaveLinesAsync(Guid fileId, bool isFirst, CancellationToken cancellationToken)
    {
        if (!isFirst)
            await database.ExecuteAsync("delete from metering.read_file_lines where tenant_id = $1 and read_file_id = $2", [Arg.Of(tenant.Id), Arg.Of(fileId)], cancellationToken).ConfigureAwait(false);
        var written = await database.WriteAsync(
            $"insert into metering.read_file_lines (tenant_id, read_file_id, {ColumnNames}) select $1, $2, {ColumnNames} from pg_temp.read_line_stage",
            [Arg.Of(tenant.Id), Arg.Of(fileId)], rows => new Auditing.AuditSummary("ReadFile.Lines", fileId, rows), cancellationToken).ConfigureAwait(false);
        if (written > RowsWorthCounting)
            await database.AnalyzeAsync("metering", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps the original bytes in pieces.</summary>
    public async Task SaveContentAsync(Guid fileId, Stream content, CancellationToken cancellationToken)
    {
        content.Position = 0;
        await database.StageAsync(
            "read_content_stage",
            [Stage.Integer<(int N, byte[] Bytes)>("n", p => p.N), new("content", "bytea", NpgsqlTypes.NpgsqlDbType.Bytea, p => p.Bytes)],
            Pieces(content), cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(
            "insert into metering.read_file_contents (tenant_id, read_file_id, n, content) select $1, $2, n, content from pg_temp.read_content_stage",
            [Arg.Of(tenant.Id), Arg.Of(fileId)], rows => new Auditing.AuditSummary("ReadFile.Content", fileId, rows), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The original bytes again.</summary>
    public async Task<Stream> ContentAsync(Guid fileId, CancellationToken cancellationToken)
    {
        var pieces = await database.QueryAsync(
            "select content from metering.read_file_contents where tenant_id = $1 and read_file_id = $2 order by n", [Arg.Of(tenant.Id), Arg.Of(fileId)], r => r.GetFieldValue<byte[]>(0), cancellationToken).ConfigureAwait(false);
        var whole = new MemoryStream(pieces.Sum(p => p.Length));
        foreach (var piece in pieces)
            whole.Write(piece);
        whole.Position = 0;
        return whole;
    }

    /// <summary>One import at a time in a town: two files cannot both be the first with the same reads.</summary>
    public Task LockAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('metering.read_files/' || $1::text, 0))", [Arg.Of(tenant.Id)], cancellationToken);

    private static IEnumerable<(int N, byte[] Bytes)> Pieces(Stream content)
    {
        var buffer = new byte[PieceBytes];
        for (var n = 1; ; n++)
        {
            var length = content.ReadAtLeast(buffer, PieceBytes, throwOnEndOfStream: false);
            if (length == 0)
                yield break;
            yield return (n, buffer[..length]);
        }
    }

    /// <summary>A reading that no register can show does not fit its column either; the sentence beside it tells the figure.</summary>
    private static decimal? Storable(decimal? value) => value is { } number && Math.Abs(number) < 1_000_000_000_000m ? number : null;

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text?.Replace("\0", "", StringComparison.Ordinal) : text[..length].Replace("\0", "", StringComparison.Ordinal);
}
