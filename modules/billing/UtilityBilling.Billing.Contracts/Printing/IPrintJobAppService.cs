using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Printing;

/// <summary>Printing a run's statements, and the proof that each was printed once, goes by e-mail, or is left out for a reason (BR-16).</summary>
public interface IPrintJobAppService
{
    Task<PagedResult<PrintJobDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<PrintJobDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>How a posted run's statements stand, its jobs, and what is left out.</summary>
    Task<RunPrintingDto> OfRunAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Makes the statements of a run in the background, where that was not begun yet.</summary>
    Task PrepareAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Sorts everything of the run that is still to be printed for the post and divides it into parts. What the town does not print is left out with its reason.</summary>
    Task<Guid> CreateAsync(Guid runId, PrintJobKind kind, CancellationToken cancellationToken = default);

    /// <summary>Says that every sheet of a part came out well.</summary>
    Task MarkPrintedAsync(Guid id, int part, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says that a part was spoiled from a sheet on, to its end or through another sheet; everything else of it came out well. A new part prints the spoiled pieces again.
    /// </summary>
    /// <returns>The new part.</returns>
    Task<int> JamAsync(Guid id, int part, JamInput input, CancellationToken cancellationToken = default);

    /// <summary>Drops the parts that were not printed; their pieces may be printed by another job.</summary>
    Task CancelAsync(Guid id, string reason, CancellationToken cancellationToken = default);

    /// <summary>Leaves the payer's copy of a statement out, with a reason.</summary>
    Task SuppressAsync(Guid runId, long statementNumber, string reason, CancellationToken cancellationToken = default);

    /// <summary>Writes a part as PDF. The same part gives the same file.</summary>
    Task WritePartAsync(Guid id, int part, Stream output, CancellationToken cancellationToken = default);

    /// <summary>Writes all parts not cancelled as one archive: a PDF and an index for each.</summary>
    Task WriteVendorFileAsync(Guid id, Stream output, CancellationToken cancellationToken = default);
}

public sealed record PrintJobDto(
    Guid Id, int Number, Guid RunId, int RunNumber, PrintJobKind Kind, PrintJobState State, bool Duplex, int Pieces, int Sheets, int Parts, int PartsWaiting, int SpoiledPieces, string CreatedByName, DateTimeOffset CreatedAt);

public sealed record PrintJobDetailDto(PrintJobDto Job, IReadOnlyList<PrintPartDto> Parts, PrintProofDto Proof);

/// <param name="FirstStatement">The number of the statement on its first sheet, for a glance at the tray.</param>
public sealed record PrintPartDto(
    int Part, PrintPartState State, int Pieces, int Sheets, int? AfterPart, int SpoiledPieces, long FirstStatement, long LastStatement, DateTimeOffset? PrintedAt, string? PrintedByName);

/// <summary>The run's statements counted in pieces: one for each recipient. Every piece is in exactly one of the five.</summary>
/// <param name="Statements">Statements of the run.</param>
/// <param name="Frozen">Of them ready, with their content written down.</param>
/// <param name="Pieces">Printed + waiting + by e-mail + left out + open.</param>
/// <param name="Printed">Came out well, once.</param>
/// <param name="Waiting">In a part that is still to be printed.</param>
/// <param name="ByEmail">By e-mail alone, sent or to be sent.</param>
/// <param name="LeftOut">Not printed, each with its reason.</param>
/// <param name="Open">In no job yet.</param>
/// <param name="AlsoByEmail">On paper and by e-mail; counted under paper.</param>
/// <param name="Copies">Pieces for others than the payer.</param>
/// <param name="SpoiledPieces">Prints thrown away; each was printed again or waits for it.</param>
/// <param name="Twice">Pieces printed well more than once: must be none.</param>
/// <param name="Charges">Sum of the statements' current charges.</param>
/// <param name="RunTotal">What the run's bills ask, under a budget plan its amount: must be the same.</param>
/// <param name="Sent">Of those by e-mail, how many a mail server has taken and none returned.</param>
public sealed record PrintProofDto(
    int Statements, int Frozen, int Pieces, int Printed, int Waiting, int ByEmail, int LeftOut, int Open, int AlsoByEmail, int Copies, int SpoiledPieces, int SpoiledSheets, int Twice, decimal Charges, decimal RunTotal, int Sent)
{
    /// <summary>Whether the figures agree so far: nothing is missing and nothing is double.</summary>
    public bool Agrees => Pieces == Printed + Waiting + ByEmail + LeftOut + Open && Statements == Pieces - Copies + (Statements - Frozen) && Twice == 0 && Charges == RunTotal;

    /// <summary>Whether nothing is left to do: printed + by e-mail + left out = billed.</summary>
    public bool IsDone => IsPrinted && Sent == ByEmail;

    /// <summary>Whether nothing is left to print, as the e-mails stand.</summary>
    public bool IsPrinted => Agrees && Frozen == Statements && Waiting == 0 && Open == 0;
}

public sealed record LeftOutDto(Guid StatementId, long StatementNumber, int Piece, string Name, SuppressionReason Reason, string? Note, decimal AmountDue, string ByName);

public sealed record RunPrintingDto(Guid RunId, int RunNumber, string PeriodCode, PrintProofDto Proof, IReadOnlyList<PrintJobDto> Jobs, IReadOnlyList<LeftOutDto> LeftOut, BackgroundJobs.JobStanding? Preparation);
