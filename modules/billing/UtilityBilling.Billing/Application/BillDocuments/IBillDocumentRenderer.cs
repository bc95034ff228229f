namespace UtilityBilling.Billing.BillDocuments;

/// <summary>Puts bills on letter-size paper: one PDF for a single bill or for a whole run, written page by page as the bills come.</summary>
public interface IBillDocumentRenderer
{
    /// <summary>
    /// Writes the bills, in the order given, into one PDF and says what was printed. The same bills give the same bytes. Nothing is skipped: a bill that does not add
    /// up stops the file with a sentence that names it.
    /// </summary>
    Task<PrintFileResult> RenderAsync(Stream output, IAsyncEnumerable<BillDocument> bills, PrintFileOptions options, CancellationToken cancellationToken = default);

    /// <summary>How many pages each bill takes, without drawing it.</summary>
    IReadOnlyList<int> CountPages(IReadOnlyList<BillDocument> bills);
}

/// <summary>How a print file is made.</summary>
/// <param name="Title">The PDF's title: town, run and cycle.</param>
/// <param name="MadeAt">Printed into the file's properties; the run's approval time, so that a reprint is the same file.</param>
public sealed record PrintFileOptions(string Title, DateTimeOffset MadeAt)
{
    /// <summary>Printed small on every sheet before its number, so that whoever clears a jam knows where it was: <c>12/3</c>. Nothing is printed without it.</summary>
    public string? Mark { get; init; }

    /// <summary>Whether the basic faces are enough for all that is written: the letters of English and Spanish. See <c>BillFonts</c>.</summary>
    public bool BasicLetters { get; init; }

    /// <summary>Whether sheets are printed on both sides: then every piece begins on a new sheet.</summary>
    public bool Duplex { get; init; }
}

/// <summary>What a print file holds, to be held against what was billed.</summary>
/// <param name="BillCount">Bills printed.</param>
/// <param name="PageCount">Pages in the file.</param>
/// <param name="AmountDue">Sum of the amounts due printed.</param>
/// <param name="Pieces">Every piece in order.</param>
public sealed record PrintFileResult(int BillCount, int PageCount, decimal AmountDue, IReadOnlyList<PrintedPiece> Pieces);

/// <summary>One bill in the file: its place, and the pages that it takes, counted from 1.</summary>
public sealed record PrintedPiece(int Piece, string BillNumber, int FirstPage, int PageCount);
