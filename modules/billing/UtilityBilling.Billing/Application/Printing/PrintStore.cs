using UtilityBilling.Auditing;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.Printing;

/// <summary>Writes pieces into parts, and which prints were spoiled: set-based, for a whole town's bills at once.</summary>
internal sealed class PrintStore(BulkWriter bulk, ICurrentTenant tenant)
{
    private static readonly IReadOnlyList<StageColumn<LaidPiece>> Columns =
    [
        Stage.Uuid<LaidPiece>("statement_id", p => p.StatementId), Stage.Integer<LaidPiece>("piece", p => p.Piece), Stage.Integer<LaidPiece>("generation", p => p.Generation), Stage.Integer<LaidPiece>("part", p => p.Part),
        Stage.Integer<LaidPiece>("position", p => p.Position), Stage.Integer<LaidPiece>("first_sheet", p => p.FirstSheet), Stage.Integer<LaidPiece>("sheets", p => p.Sheets), Stage.Text<LaidPiece>("sort_level", p => p.Level.ToString()),
    ];

    /// <summary>Whoever changes a run's pieces waits here for whoever does so already.</summary>
    public Task LockRunAsync(Guid runId, CancellationToken cancellationToken) => bulk.ExecuteAsync("select 1 from billing.bill_runs where id = $1 for update", [Arg.Of(runId)], cancellationToken);

    public async Task AddPiecesAsync(Guid jobId, IReadOnlyCollection<LaidPiece> pieces, CancellationToken cancellationToken)
    {
        await bulk.StageAsync("laid_pieces", Columns, pieces, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            """
            insert into billing.printed_pieces (tenant_id, statement_id, piece, generation, spoiled_generation, job_id, part, position, first_sheet, sheets, sort_level)
            select $1, statement_id, piece, generation, nullif(generation - 1, 0), $2, part, position, first_sheet, sheets, sort_level from pg_temp.laid_pieces
            """,
            [Arg.Of(tenant.Id), Arg.Of(jobId)], count => new AuditSummary("PrintJob.Pieces", jobId, count), cancellationToken).ConfigureAwait(false);
    }

    public async Task SpoilAsync(Guid jobId, IReadOnlyCollection<PrintedRow> pieces, bool wasPrinted, string reason, DateTimeOffset at, string by, CancellationToken cancellationToken)
    {
        await bulk.StageAsync("spoiled", [Stage.Uuid<PrintedRow>("statement_id", p => p.StatementId), Stage.Integer<PrintedRow>("piece", p => p.Piece), Stage.Integer<PrintedRow>("generation", p => p.Generation)], pieces, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            "insert into billing.spoiled_pieces (tenant_id, statement_id, piece, generation, was_printed, reason, at, by_name) select $1, statement_id, piece, generation, $2, $3, $4, $5 from pg_temp.spoiled",
            [Arg.Of(tenant.Id), Arg.Of(wasPrinted), Arg.Of(reason), Arg.Of(at), Arg.Of(by)], count => new AuditSummary("PrintJob.Spoiled", jobId, count), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the town does not print: by what is due, and where nobody knows an address.</summary>
    public Task LeaveOutAsync(Guid runId, decimal minimum, bool printsNothingDue, DateTimeOffset at, string by, CancellationToken cancellationToken) => bulk.WriteAsync(
        """
        insert into billing.piece_suppressions (tenant_id, statement_id, piece, run_id, reason, at, by_name)
        select p.tenant_id, p.statement_id, p.piece, p.run_id, w.reason, $5, $6
        from billing.statement_pieces p
        join billing.statements s on s.tenant_id = p.tenant_id and s.id = p.statement_id
        cross join lateral (select case
            when cardinality(p.address_lines) < 2 then 'NoAddress'
            when s.amount_due < 0 and not $4 then 'Credit'
            when s.amount_due = 0 and not $4 then 'NothingDue'
            when s.amount_due > 0 and s.amount_due < $3 then 'BelowMinimum' end as reason) w
        where p.tenant_id = $1 and p.run_id = $2 and w.reason is not null
          and (p.delivery <> 'Email' or exists (select 1 from billing.pieces_on_paper o where o.tenant_id = p.tenant_id and o.statement_id = p.statement_id and o.piece = p.piece))
          and not exists (select 1 from billing.printed_pieces g where g.tenant_id = p.tenant_id and g.statement_id = p.statement_id and g.piece = p.piece)
          and not exists (select 1 from billing.piece_suppressions x where x.tenant_id = p.tenant_id and x.statement_id = p.statement_id and x.piece = p.piece)
        """,
        [Arg.Of(tenant.Id), Arg.Of(runId), new Npgsql.NpgsqlParameter { Value = minimum }, Arg.Of(printsNothingDue), Arg.Of(at), Arg.Of(by)], count => new AuditSummary("Statement.LeaveOut", runId, count), cancellationToken);

    /// <summary>Notes on the bills of a part that they were printed; copies for others note nothing.</summary>
    public Task NotePrintedAsync(Guid jobId, int part, DateTimeOffset at, Guid by, CancellationToken cancellationToken) => bulk.WriteAsync(
        """
        insert into billing.bill_events (tenant_id, id, bill_id, kind, at, by, batch_id)
        select g.tenant_id, gen_random_uuid(), b.bill_id, 'Printed', $3, $4, g.job_id
        from billing.printed_pieces g join billing.statement_bills b on b.tenant_id = g.tenant_id and b.statement_id = g.statement_id
        where g.job_id = $1 and g.part = $2 and g.piece = 1
          and not exists (select 1 from billing.spoiled_pieces s where s.tenant_id = g.tenant_id and s.statement_id = g.statement_id and s.piece = g.piece and s.generation = g.generation)
        """,
        [Arg.Of(jobId), Arg.Of(part), Arg.Of(at), Arg.Of(by)], count => new AuditSummary("PrintJob.Printed", jobId, count) { Page = part }, cancellationToken);
}

internal sealed record LaidPiece(Guid StatementId, int Piece, int Generation, int Part, int Position, int FirstSheet, int Sheets, SortLevel Level);
