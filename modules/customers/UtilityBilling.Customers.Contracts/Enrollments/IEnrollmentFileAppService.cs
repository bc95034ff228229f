using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Enrollments;

/// <summary>Many accounts enrolled by a file: looked through line by line, applied as a whole, taken back as a whole (CA-16).</summary>
public interface IEnrollmentFileAppService
{
    /// <summary>Newest first.</summary>
    Task<PagedResult<EnrollmentFileDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<EnrollmentFileDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The file's lines in their order: all, only the good ones, or only the refused.</summary>
    Task<PagedResult<EnrollmentLineDto>> LinesAsync(Guid id, PagedRequest request, bool? refused, CancellationToken cancellationToken = default);

    /// <summary>Every line that the list filters, for a file.</summary>
    Task<IReadOnlyList<EnrollmentLineDto>> AllLinesAsync(Guid id, bool? refused, CancellationToken cancellationToken = default);

    /// <summary>The original bytes.</summary>
    Task<byte[]> ContentAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Looks through a CSV file (account, program, from, and if wished until and note) and keeps it. Nothing counts yet. The same file is taken once.</summary>
    Task<Guid> PreviewAsync(Stream content, string fileName, CancellationToken cancellationToken = default);

    /// <summary>Looks through it again: what was refused may be good now.</summary>
    Task RecheckAsync(Guid id, uint version, CancellationToken cancellationToken = default);

    /// <summary>Makes the good lines enrolments. Refused when a line has come to mean something else since it was looked through.</summary>
    Task ApplyAsync(Guid id, uint version, CancellationToken cancellationToken = default);

    Task DiscardAsync(Guid id, uint version, CancellationToken cancellationToken = default);

    /// <summary>Takes the file's enrolments back: they never counted. What somebody has changed, ended or renewed by hand since stays.</summary>
    Task ReverseAsync(Guid id, string reason, uint version, CancellationToken cancellationToken = default);
}

/// <param name="LeftAsChanged">After a reversal: enrolments that stayed, because somebody had changed, ended or renewed them by hand.</param>
public sealed record EnrollmentFileDto(
    Guid Id, string FileName, EnrollmentFileState State, int Lines, int Refused, int LeftAsChanged, string UploadedByName, DateTimeOffset UploadedAt, string? AppliedByName, DateTimeOffset? AppliedAt,
    string? EndedByName, DateTimeOffset? EndedAt, string? EndReason, uint Version)
{
    public int Good => Lines - Refused;
}

/// <param name="Line">Its number in the file.</param>
/// <param name="From">As it was understood; as it was written where it was not.</param>
/// <param name="Problem">Why it is refused, in a sentence; empty when it is good.</param>
/// <param name="EnrollmentId">Once applied, the enrolment that it made.</param>
public sealed record EnrollmentLineDto(
    int Line, string AccountNumber, Guid? AccountId, string? CustomerName, string? Address, string Program, string From, string To, DateOnly? ReviewOn, string? Note, string? Problem, Guid? EnrollmentId);
