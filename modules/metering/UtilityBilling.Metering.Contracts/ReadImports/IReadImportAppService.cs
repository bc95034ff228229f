using UtilityBilling.Paging;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>
/// Takes read files: a preview says what each line would become and changes nothing else; the import writes it; a reversal takes it back as long as no read of the
/// file is billed. The same bytes and the same reads are refused twice. Every step is one unit of work: all of it or nothing.
/// </summary>
public interface IReadImportAppService
{
    /// <summary>The layouts that a file may have.</summary>
    IReadOnlyList<ReadLayoutDto> Layouts { get; }

    /// <summary>Keeps the file and checks every line. Reads, exceptions and bills stay as they are.</summary>
    /// <param name="content">The file's bytes; a larger one than the town allows is refused, unread when its size is known.</param>
    /// <param name="fileName">As the sender named it.</param>
    /// <param name="layout">A layout's name; guessed from the content when null.</param>
    /// <param name="cycleId">The cycle that the file is for: its meters without a read are listed as missing. Without it, the routes that the file holds count.</param>
    /// <param name="cancellationToken">Ends the work and undoes it.</param>
    Task<ReadFileDto> PreviewAsync(Stream content, string fileName, string? layout = null, Guid? cycleId = null, CancellationToken cancellationToken = default);

    /// <summary>Checks a previewed file again, after reads were entered or settings changed.</summary>
    Task<ReadFileDto> RecheckAsync(Guid fileId, CancellationToken cancellationToken = default);

    /// <summary>Writes what the preview showed. Refused when reads of its meters came in since, and for a file in doubt unless <paramref name="despiteDoubt"/>.</summary>
    Task<ReadFileDto> ImportAsync(Guid fileId, bool despiteDoubt = false, CancellationToken cancellationToken = default);

    /// <summary>Takes an import back. Refused when one of its reads is billed or a later read counts on from one.</summary>
    Task<ReadFileDto> ReverseAsync(Guid fileId, string reason, CancellationToken cancellationToken = default);

    /// <summary>Puts a previewed file aside; its bytes are kept and it may come again.</summary>
    Task<ReadFileDto> DiscardAsync(Guid fileId, CancellationToken cancellationToken = default);

    /// <summary>Preview and import in units of work of its own, for `ub reads import`, demo towns and benchmarks: call it in a scope without one.</summary>
    Task<ReadFileDto> ImportAtOnceAsync(Stream content, string fileName, string? layout = null, Guid? cycleId = null, bool despiteDoubt = false, CancellationToken cancellationToken = default);

    Task<ReadFileDto> GetAsync(Guid fileId, CancellationToken cancellationToken = default);

    /// <summary>Files, the newest first.</summary>
    Task<PagedResult<ReadFileDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lines of a file in the file's order; missing meters follow in the order of the walk.</summary>
    Task<PagedResult<ReadFileLineDto>> LinesAsync(Guid fileId, ReadLineRequest request, CancellationToken cancellationToken = default);

    /// <summary>All lines of one kind, for a file to download.</summary>
    Task<IReadOnlyList<ReadFileLineDto>> AllLinesAsync(Guid fileId, ReadLineRequest request, CancellationToken cancellationToken = default);
}

/// <param name="Name">For example <c>mvrs-upload</c>.</param>
/// <param name="Title">In the reader's language.</param>
public sealed record ReadLayoutDto(string Name, string Title);

/// <summary>What is wanted of a file's lines: one outcome, or those that take another read's place.</summary>
public sealed record ReadLineRequest : PagedRequest
{
    public ReadLineRequest()
    {
    }

    /// <summary>The list state of a page's address.</summary>
    public ReadLineRequest(PagedRequest request) : base(request)
    {
    }

    public ReadLineOutcome? Outcome { get; init; }
    public bool OnlyReplacing { get; init; }
}

/// <summary>A sentence about a line, a read or a file, in the reader's language.</summary>
/// <param name="Code">The sentence's key.</param>
/// <param name="Line">The file's line, 0 when it concerns the whole.</param>
public sealed record FindingText(string Code, string Text, int Line = 0, bool IsDoubt = false);

/// <summary>A read file and what became of it. Accepted + Exceptions + Rejected + Unknown + Duplicates are lines of the file; Missing counts meters without a reading.</summary>
/// <param name="Replaced">Earlier reads whose place an accepted line takes.</param>
/// <param name="IsInDoubt">Cut off, or its own totals do not agree: a person decides before it is imported.</param>
public sealed record ReadFileDto(
    Guid Id, string FileName, long SizeBytes, string Layout, string LayoutTitle, ReadFileState State, Guid? CycleId, string UploadedByName, DateTimeOffset UploadedAt,
    DateTimeOffset? ImportedAt, DateTimeOffset? ReversedAt, string? ReversedReason,
    int Lines, int Accepted, int Exceptions, int Rejected, int Unknown, int Missing, int Duplicates, int Replaced, bool IsInDoubt, IReadOnlyList<FindingText> Problems);

/// <param name="Line">The line's number in the file; 0 for a meter that is not in it.</param>
/// <param name="Raw">The line as it came, cut to 200 characters.</param>
/// <param name="Usage">Registered usage in <paramref name="Unit"/>.</param>
public sealed record ReadFileLineDto(
    int N, int Line, ReadLineOutcome Outcome, string Raw, string? Account, string? MeterSerial, Guid? MeterId, DateOnly? ReadDate, decimal? Value, DateOnly? PreviousDate, decimal? PreviousValue,
    decimal? Usage, int? Days, string? Unit, bool Replaces, string Sentences);
