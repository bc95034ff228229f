using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Enrollments;

/// <summary>Who takes part in a programme that lowers a bill, from when until when (CA-16).</summary>
public interface IEnrollmentAppService
{
    /// <summary>Sorts: <c>account</c>, <c>address</c>, <c>program</c>, <c>from</c>, <c>to</c>, <c>review</c>.</summary>
    Task<PagedResult<EnrollmentDto>> ListAsync(EnrollmentRequest request, CancellationToken cancellationToken = default);

    /// <summary>Every row that the list filters, for a file.</summary>
    Task<IReadOnlyList<EnrollmentDto>> AllAsync(EnrollmentRequest request, CancellationToken cancellationToken = default);

    /// <summary>What counts, counted or will count for an account: its own, and its premises' while it lived there. Newest first.</summary>
    Task<IReadOnlyList<EnrollmentDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>What counts, counted or will count at a premise, for whoever. Newest first.</summary>
    Task<IReadOnlyList<EnrollmentDto>> OfPremiseAsync(Guid premiseId, CancellationToken cancellationToken = default);

    Task<EnrollmentDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The programmes that may be chosen today.</summary>
    Task<IReadOnlyList<ProgramChoice>> ProgramsAsync(CancellationToken cancellationToken = default);

    /// <summary>Where the account lives, lived or will live.</summary>
    Task<IReadOnlyList<EnrollmentPlace>> PlacesAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>The town's rule in force on a day.</summary>
    Task<EnrollmentTermDto> TermAsync(DateOnly asOf, CancellationToken cancellationToken = default);

    /// <summary>Enrols an account, or its premise whoever lives there. An end and a review date that are left out follow the town's rule.</summary>
    Task<Guid> EnrollAsync(Guid accountId, EnrollInput input, CancellationToken cancellationToken = default);

    /// <summary>Goes on from the old end. Returns the new enrolment.</summary>
    Task<Guid> RenewAsync(Guid id, RenewInput input, CancellationToken cancellationToken = default);

    /// <summary>Ends it before its time. On its first day it never counted.</summary>
    Task EndAsync(Guid id, EndEnrollmentInput input, CancellationToken cancellationToken = default);

    /// <summary>Another end or review date. With another end, an early one is lifted.</summary>
    Task ChangeAsync(Guid id, ChangeEnrollmentInput input, CancellationToken cancellationToken = default);
}

/// <param name="Days">How far the lists of what expires and of what has ended look ahead and back; the town's setting when left out.</param>
public sealed record EnrollmentRequest(PagedRequest Page, EnrollmentList List, int? Days = null);

/// <param name="AccountId">Whose it is; for one that stays with the premise, who lives there today.</param>
/// <param name="To">The first day that no longer counts; it ends by itself.</param>
/// <param name="StaysWithPremise">Whether it counts for whoever lives there.</param>
/// <param name="IsRenewed">Whether another goes on from its end.</param>
/// <param name="FileId">The file that it came with.</param>
public sealed record EnrollmentDto(
    Guid Id, Guid? AccountId, string? AccountNumber, string? CustomerName, Guid PremiseId, string Address, string Program, string ProgramLabel, DateOnly From, DateOnly? To, DateOnly? ReviewOn, EnrollmentState State,
    bool StaysWithPremise, bool IsRenewed, string? Note, Guid? FileId, string GrantedByName, DateTimeOffset GrantedAt, string? EndedByName, DateTimeOffset? EndedAt, string? EndReason, uint Version);

public sealed record EnrollmentPlace(Guid PremiseId, string Address, DateOnly From, DateOnly? To);

/// <param name="Months">How long an enrolment lasts; 0 is without end.</param>
/// <param name="ReviewMonths">How long before its end it is looked at.</param>
public sealed record EnrollmentTermDto(int Months, int ReviewMonths);
