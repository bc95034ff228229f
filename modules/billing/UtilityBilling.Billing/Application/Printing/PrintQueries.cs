using Npgsql;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Printing;

/// <summary>Reads print jobs and counts what became of a run's pieces.</summary>
internal sealed class PrintQueries(BulkWriter database)
{
    private const int MostLeftOut = 500;

    private const string Job = """
        select j.id, j.number, j.run_id, r.number, j.kind, j.state, j.duplex, j.pieces, j.sheets, j.created_by_name, j.created_at,
            (select count(*) from billing.print_parts p where p.tenant_id = j.tenant_id and p.job_id = j.id)::int,
            (select count(*) from billing.print_parts p where p.tenant_id = j.tenant_id and p.job_id = j.id and p.state = 'Waiting')::int,
            (select count(*) from billing.printed_pieces p join billing.spoiled_pieces s on s.tenant_id = p.tenant_id and s.statement_id = p.statement_id and s.piece = p.piece and s.generation = p.generation
             where p.tenant_id = j.tenant_id and p.job_id = j.id and s.was_printed)::int
        from billing.print_jobs j join billing.bill_runs r on r.tenant_id = j.tenant_id and r.id = j.run_id
        """;

    /// <summary>Every piece of a run with its latest print: spoiled, waiting or good.</summary>
    private const string Standing = """
        select sp.statement_id, sp.piece, sp.kind, case when o.piece is not null then 'Paper' else sp.delivery end as delivery, m.state = 'Sent' as sent, x.reason as left_out, l.generation, l.spoiled, l.state,
            (select count(*) from billing.printed_pieces g
             join billing.print_parts q on q.tenant_id = g.tenant_id and q.job_id = g.job_id and q.part = g.part and q.state = 'Printed'
             where g.tenant_id = sp.tenant_id and g.statement_id = sp.statement_id and g.piece = sp.piece
               and not exists (select 1 from billing.spoiled_pieces b where b.tenant_id = g.tenant_id and b.statement_id = g.statement_id and b.piece = g.piece and b.generation = g.generation)) as good
        from billing.statement_pieces sp
        left join billing.piece_suppressions x on x.tenant_id = sp.tenant_id and x.statement_id = sp.statement_id and x.piece = sp.piece
        left join billing.pieces_on_paper o on o.tenant_id = sp.tenant_id and o.statement_id = sp.statement_id and o.piece = sp.piece
        left join billing.email_messages m on m.tenant_id = sp.tenant_id and m.statement_id = sp.statement_id and m.piece = sp.piece
        left join lateral (
            select g.generation, q.state, exists (select 1 from billing.spoiled_pieces b where b.tenant_id = g.tenant_id and b.statement_id = g.statement_id and b.piece = g.piece and b.generation = g.generation) as spoiled
            from billing.printed_pieces g join billing.print_parts q on q.tenant_id = g.tenant_id and q.job_id = g.job_id and q.part = g.part
            where g.tenant_id = sp.tenant_id and g.statement_id = sp.statement_id and g.piece = sp.piece order by g.generation desc limit 1) l on true
        where sp.run_id = $1
        """;

    public async Task<PagedResult<PrintJobDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken)
    {
        var total = (await database.QueryAsync("select count(*)::int from billing.print_jobs", [], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false))[0];
        var jobs = await database.QueryAsync($"{Job} order by j.number desc limit $1 offset $2", [Arg.Of(request.PageSize), Arg.Of(request.Skip)], Read, cancellationToken).ConfigureAwait(false);
        return new PagedResult<PrintJobDto>(jobs, total, request.Page, request.PageSize);
    }

    public async Task<PrintJobDto> JobAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.QueryAsync($"{Job} where j.id = $1", [Arg.Of(id)], Read, cancellationToken).ConfigureAwait(false)).SingleOrDefault() ?? throw new EntityNotFoundException(typeof(PrintJob), id);

    public Task<List<PrintJobDto>> JobsOfRunAsync(Guid runId, CancellationToken cancellationToken) =>
        database.QueryAsync($"{Job} where j.run_id = $1 order by j.number desc", [Arg.Of(runId)], Read, cancellationToken);

    public Task<List<PrintPartDto>> PartsAsync(Guid id, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select p.part, p.state, p.pieces, p.sheets, p.after_part,
            (select count(*) from billing.printed_pieces g join billing.spoiled_pieces b on b.tenant_id = g.tenant_id and b.statement_id = g.statement_id and b.piece = g.piece and b.generation = g.generation
             where g.tenant_id = p.tenant_id and g.job_id = p.job_id and g.part = p.part)::int,
            (select s.number from billing.printed_pieces g join billing.statements s on s.tenant_id = g.tenant_id and s.id = g.statement_id
             where g.tenant_id = p.tenant_id and g.job_id = p.job_id and g.part = p.part order by g.position limit 1),
            (select s.number from billing.printed_pieces g join billing.statements s on s.tenant_id = g.tenant_id and s.id = g.statement_id
             where g.tenant_id = p.tenant_id and g.job_id = p.job_id and g.part = p.part order by g.position desc limit 1),
            p.printed_at, p.printed_by_name
        from billing.print_parts p where p.job_id = $1 order by p.part
        """,
        [Arg.Of(id)],
        r => new PrintPartDto(
            r.GetInt32(0), Enum.Parse<PrintPartState>(r.GetString(1)), r.GetInt32(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.GetInt32(4), r.GetInt32(5), r.GetInt64(6), r.GetInt64(7),
            r.IsDBNull(8) ? null : r.GetFieldValue<DateTimeOffset>(8), r.IsDBNull(9) ? null : r.GetString(9)),
        cancellationToken);

    public async Task<PrintProofDto> ProofAsync(Guid runId, CancellationToken cancellationToken) => (await database.QueryAsync(
        $"""
        with standing as materialized ({Standing}),
        counted as (
            select count(*)::int as pieces,
                count(*) filter (where left_out is null and delivery <> 'Email' and not spoiled and state = 'Printed')::int as printed,
                count(*) filter (where left_out is null and delivery <> 'Email' and not spoiled and state = 'Waiting')::int as waiting,
                count(*) filter (where left_out is null and delivery = 'Email')::int as by_email,
                count(*) filter (where left_out is null and delivery = 'Email' and sent)::int as sent,
                count(*) filter (where left_out is not null)::int as left_out,
                count(*) filter (where left_out is null and delivery <> 'Email' and (generation is null or spoiled))::int as open,
                count(*) filter (where left_out is null and delivery = 'Both')::int as also,
                count(*) filter (where piece > 1)::int as copies,
                count(*) filter (where good > 1 or (good > 0 and left_out is not null))::int as twice
            from standing),
        spoiled as (
            select count(*)::int as pieces, coalesce(sum(g.sheets), 0)::int as sheets
            from billing.spoiled_pieces b
            join billing.printed_pieces g on g.tenant_id = b.tenant_id and g.statement_id = b.statement_id and g.piece = b.piece and g.generation = b.generation
            join billing.statement_pieces p on p.tenant_id = b.tenant_id and p.statement_id = b.statement_id and p.piece = b.piece
            where p.run_id = $1 and b.was_printed),
        billed as (select count(*)::int as statements, coalesce(sum(s.current_charges), 0) as charges from billing.statements s where s.run_id = $1)
        select b.statements, (select count(*) from billing.statement_documents d where d.run_id = $1)::int, c.pieces, c.printed, c.waiting, c.by_email, c.left_out, c.open, c.also, c.copies, x.pieces, x.sheets, c.twice, b.charges,
            (select coalesce(sum(l.total - coalesce(g.actual - g.asked, 0)), 0)
                from billing.bills l left join billing.budget_bills g on g.tenant_id = l.tenant_id and g.bill_id = l.id where l.run_id = $1), c.sent
        from counted c, spoiled x, billed b
        """,
        [Arg.Of(runId)],
        r => new PrintProofDto(
            r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7), r.GetInt32(8), r.GetInt32(9), r.GetInt32(10), r.GetInt32(11), r.GetInt32(12),
            r.GetDecimal(13), r.GetDecimal(14), r.GetInt32(15)),
        cancellationToken).ConfigureAwait(false))[0];

    public Task<List<LeftOutDto>> LeftOutAsync(Guid runId, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select x.statement_id, s.number, x.piece, p.name, x.reason, x.note, s.amount_due, x.by_name
        from billing.piece_suppressions x
        join billing.statement_pieces p on p.tenant_id = x.tenant_id and p.statement_id = x.statement_id and p.piece = x.piece
        join billing.statements s on s.tenant_id = x.tenant_id and s.id = x.statement_id
        where x.run_id = $1 order by x.reason, s.number, x.piece limit $2
        """,
        [Arg.Of(runId), Arg.Of(MostLeftOut)],
        r => new LeftOutDto(r.GetGuid(0), r.GetInt64(1), r.GetInt32(2), r.GetString(3), Enum.Parse<SuppressionReason>(r.GetString(4)), r.IsDBNull(5) ? null : r.GetString(5), r.GetDecimal(6), r.GetString(7)),
        cancellationToken);

    /// <summary>Pieces for paper that no job has, or whose last print was spoiled with a part that was dropped.</summary>
    public Task<List<PieceToSort>> ToPrintAsync(Guid runId, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select t.statement_id, t.piece, coalesce(t.generation, 0), p.pages, p.zip, p.address_lines, s.number
        from ({Standing}) t
        join billing.statement_pieces p on p.statement_id = t.statement_id and p.piece = t.piece
        join billing.statements s on s.tenant_id = p.tenant_id and s.id = p.statement_id
        where t.left_out is null and t.delivery <> 'Email' and (t.generation is null or t.spoiled) order by s.number, t.piece
        """,
        [Arg.Of(runId)],
        r => new PieceToSort(r.GetGuid(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetFieldValue<string[]>(5), r.GetInt64(6)), cancellationToken);

    /// <summary>The prints of a part that still count, in their order.</summary>
    public Task<List<PrintedRow>> OfPartAsync(Guid id, int part, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select g.statement_id, g.piece, g.generation, g.position, g.first_sheet, g.sheets, g.sort_level from billing.printed_pieces g
        where g.job_id = $1 and g.part = $2
          and not exists (select 1 from billing.spoiled_pieces b where b.tenant_id = g.tenant_id and b.statement_id = g.statement_id and b.piece = g.piece and b.generation = g.generation)
        order by g.position
        """,
        [Arg.Of(id), Arg.Of(part)],
        r => new PrintedRow(r.GetGuid(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), Enum.Parse<SortLevel>(r.GetString(6))), cancellationToken);

    private static PrintJobDto Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetInt32(1), r.GetGuid(2), r.GetInt32(3), Enum.Parse<PrintJobKind>(r.GetString(4)), Enum.Parse<PrintJobState>(r.GetString(5)), r.GetBoolean(6), r.GetInt32(7), r.GetInt32(8), r.GetInt32(11), r.GetInt32(12),
        r.GetInt32(13), r.GetString(9), r.GetFieldValue<DateTimeOffset>(10));
}

/// <param name="Generation">Of its last print; 0 for none.</param>
internal sealed record PieceToSort(Guid StatementId, int Piece, int Generation, int Pages, string? Zip, string[] AddressLines, long Number)
{
    /// <summary>The street, by which mail of one ZIP code is ordered.</summary>
    public string Street => AddressLines.Length > 2 ? AddressLines[^2] : "";
}

internal sealed record PrintedRow(Guid StatementId, int Piece, int Generation, int Position, int FirstSheet, int Sheets, SortLevel Level);
