using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Mail;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.Printing;

/// <summary>Writes the files of a print job from the frozen statements, a chunk of pieces at a time, so that a file of any size takes little memory.</summary>
internal sealed class PartFiles(BulkWriter database, IBillDocumentRenderer renderer, ICurrentTenant tenant)
{
    private const int Chunk = 500;

    /// <summary>The index's columns, in this order for ever: print shops have programs that read them. See docs/formats/print-index.md.</summary>
    private static readonly string[] IndexColumns =
    [
        "sequence", "first_page", "pages", "first_sheet", "sheets", "statement", "account", "copy", "language", "sort_level", "zip", "imb_tracking", "imb_routing", "amount_due", "due_date", "scan_line",
        "line1", "line2", "line3", "line4", "line5", "line6",
    ];

    public Task<PrintFileResult> WritePdfAsync(PrintJob job, PrintPart part, Stream output, CancellationToken cancellationToken) =>
        renderer.RenderAsync(output, DocumentsAsync(job.Id, part.Part, null, cancellationToken), Options(job, part), cancellationToken);

    /// <summary>For each part <c>part-n.pdf</c> and <c>part-n.csv</c>.</summary>
    public async Task WriteArchiveAsync(PrintJob job, IReadOnlyList<PrintPart> parts, Stream output, CancellationToken cancellationToken)
    {
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        foreach (var part in parts)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"job-{job.Number}-part-{part.Part}");
            var rows = new List<IndexRow>();
            PrintFileResult result;
            var pdf = archive.CreateEntry($"{name}.pdf", CompressionLevel.NoCompression);
            pdf.LastWriteTime = job.CreatedAt;
            var file = pdf.Open();
            await using (file.ConfigureAwait(false))
                result = await renderer.RenderAsync(file, DocumentsAsync(job.Id, part.Part, rows, cancellationToken), Options(job, part), cancellationToken).ConfigureAwait(false);
            var index = archive.CreateEntry($"{name}.csv");
            index.LastWriteTime = job.CreatedAt;
            var text = new StreamWriter(index.Open(), new UTF8Encoding(false)) { NewLine = "\r\n" };
            await using var _ = text.ConfigureAwait(false);
            await text.WriteLineAsync(string.Join(',', IndexColumns)).ConfigureAwait(false);
            foreach (var (row, piece) in rows.Zip(result.Pieces))
                await text.WriteLineAsync(Line(row, piece)).ConfigureAwait(false);
        }
    }

    private PrintFileOptions Options(PrintJob job, PrintPart part) => new(string.Create(CultureInfo.InvariantCulture, $"{tenant.Tenant!.Name} {job.Number}/{part.Part}"), job.CreatedAt)
    {
        Mark = string.Create(CultureInfo.InvariantCulture, $"{job.Number}/{part.Part}"),
        Duplex = job.Duplex,
    };

    private async IAsyncEnumerable<BillDocument> DocumentsAsync(Guid jobId, int part, List<IndexRow>? index, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0; ;)
        {
            var pieces = await database.QueryAsync(
                """
                select g.position, g.first_sheet, g.sheets, g.sort_level, p.kind, p.address_lines, p.zip, p.language, p.tracking, d.content
                from billing.printed_pieces g
                join billing.statement_pieces p on p.tenant_id = g.tenant_id and p.statement_id = g.statement_id and p.piece = g.piece
                join billing.statement_documents d on d.tenant_id = g.tenant_id and d.statement_id = g.statement_id
                where g.job_id = $1 and g.part = $2 and g.position > $3 order by g.position limit $4
                """,
                [Arg.Of(jobId), Arg.Of(part), Arg.Of(after), Arg.Of(Chunk)],
                r => (Position: r.GetInt32(0), FirstSheet: r.GetInt32(1), Sheets: r.GetInt32(2), Level: r.GetString(3), Content: r.GetString(9),
                    Piece: new PieceToPrint(Enum.Parse<RecipientKind>(r.GetString(4)), r.GetFieldValue<string[]>(5), r.IsDBNull(6) ? null : r.GetString(6), r.GetString(7), r.IsDBNull(8) ? null : r.GetString(8))),
                cancellationToken).ConfigureAwait(false);
            if (pieces.Count == 0)
                yield break;
            foreach (var piece in pieces)
            {
                var document = StatementContent.For(StatementContent.Read(piece.Content), piece.Piece);
                index?.Add(new IndexRow(
                    piece.FirstSheet, piece.Sheets, piece.Level, piece.Piece.Kind.ToString(), piece.Piece.Language, piece.Piece.Zip, piece.Piece.Tracking, new IndexedDocument(
                        document.BillNumber, document.AccountNumber, document.Figures.AmountDue.ToString("0.00", CultureInfo.InvariantCulture), document.DueDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        document.Stub.ScanLine, document.MailTo)));
                yield return document;
            }
            after = pieces[^1].Position;
        }
    }

    private static string Line(IndexRow row, BillDocuments.PrintedPiece piece)
    {
        static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
        var document = row.Document;
        string[] fields =
        [
            Number(piece.Piece), Number(piece.FirstPage), Number(piece.PageCount), Number(row.FirstSheet), Number(row.Sheets), document.BillNumber, document.AccountNumber, row.Kind, row.Language, row.Level, row.Zip ?? "",
            row.Tracking ?? "", row.Tracking is null ? "" : IntelligentMail.Routing(row.Zip), document.AmountDue, document.DueDate, document.ScanLine, .. Enumerable.Range(0, 6).Select(i => i < document.MailTo.Count ? document.MailTo[i] : ""),
        ];
        return string.Join(',', fields.Select(Quoted));
    }

    /// <summary>A field with a comma, a quotation mark or a line's end stands in quotation marks (RFC 4180).</summary>
    private static string Quoted(string field) => field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    /// <summary>What the index says of a piece, without the whole statement: a part may hold a town's bills.</summary>
    private sealed record IndexRow(int FirstSheet, int Sheets, string Level, string Kind, string Language, string? Zip, string? Tracking, IndexedDocument Document);

    private sealed record IndexedDocument(string BillNumber, string AccountNumber, string AmountDue, string DueDate, string ScanLine, IReadOnlyList<string> MailTo);
}
