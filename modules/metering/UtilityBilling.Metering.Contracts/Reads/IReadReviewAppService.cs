using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Paging;

namespace UtilityBilling.Metering.Reads;

/// <summary>The work list of doubtful and missing reads, and reads entered by hand. At most <see cref="MaxDecided"/> are decided at once, each or none.</summary>
public interface IReadReviewAppService
{
    public const int MaxDecided = 200;

    /// <summary>What waits, the oddest first, with the past of each register.</summary>
    Task<PagedResult<ReviewRowDto>> ListAsync(ReviewRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// The read counts as it is. A reading below the previous one then counts as a rollover; one below an estimate cancels that estimate. Where bills have used the
    /// estimate a reason is needed, and <paramref name="choice"/> says what becomes of them: without one, what the town has set.
    /// </summary>
    Task<int> AcceptAsync(IReadOnlyCollection<Guid> exceptionIds, string? reason, OverestimateChoice? choice = null, CancellationToken cancellationToken = default);

    /// <summary>An estimate by the town's rule takes the place of the doubtful or missing read.</summary>
    Task<int> EstimateAsync(IReadOnlyCollection<Guid> exceptionIds, string? reason, CancellationToken cancellationToken = default);

    /// <summary>Somebody reads the meter again; the next read of it settles the matter.</summary>
    Task<int> ReReadAsync(IReadOnlyCollection<Guid> exceptionIds, string reason, CancellationToken cancellationToken = default);

    /// <summary>The bill waits until a day.</summary>
    Task<int> HoldAsync(IReadOnlyCollection<Guid> exceptionIds, DateOnly until, string reason, CancellationToken cancellationToken = default);

    /// <summary>The read does not count and nothing takes its place.</summary>
    Task<int> SetAsideAsync(IReadOnlyCollection<Guid> exceptionIds, string reason, CancellationToken cancellationToken = default);

    /// <summary>Says "not there" unless the file is one of the town's, or none is named.</summary>
    Task RequireFileAsync(Guid? fileId, CancellationToken cancellationToken = default);

    /// <summary>Says "not there" unless the register is one of the town's.</summary>
    Task RequireRegisterAsync(Guid registerId, CancellationToken cancellationToken = default);

    /// <summary>What a read would mean, before it is entered.</summary>
    Task<EnteredReadDto> CheckAsync(EnterReadInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// Enters a read from the field, the counter or the telephone. A doubtful one needs <see cref="EnterReadInput.Confirmed"/> and a reason; an unbilled one of the same day is superseded.
    /// One of a day before the last read divides that read's usage, on the day of a move; refused when the later read is billed.
    /// </summary>
    Task<EnteredReadDto> EnterAsync(EnterReadInput input, CancellationToken cancellationToken = default);

    /// <summary>The register of misread meters: every doubtful or missing read that was due in the time, and what became of it.</summary>
    Task<PagedResult<MisreadDto>> MisreadsAsync(MisreadRequest request, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<MisreadDto>> AllMisreadsAsync(MisreadRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Which part of the list: what waits for us, what is in the field, what is on hold.</summary>
public enum ReviewList { Waiting, InTheField, OnHold }

public sealed record ReviewRequest : PagedRequest
{
    public ReviewRequest()
    {
    }

    /// <summary>The list state of a page's address.</summary>
    public ReviewRequest(PagedRequest request) : base(request)
    {
    }

    public ReviewList List { get; init; }
    public Guid? FileId { get; init; }
}

/// <summary>Usage up to a read's date.</summary>
public sealed record UsagePointDto(DateOnly Date, decimal Usage, bool IsEstimated);

/// <param name="Usage">What the arithmetic gives; empty when it cannot be believed.</param>
/// <param name="Why">Why it is odd, in words.</param>
/// <param name="History">The last 13 usages, oldest first.</param>
/// <param name="IsOverestimate">The reading lies below an estimate: should that be billed, a choice is to be made.</param>
public sealed record ReviewRowDto(
    Guid Id, Guid RegisterId, Guid MeterId, string MeterSerial, string? Account, Guid? AccountId, string Address, DateOnly DueDate, bool IsMissing, decimal? Value,
    DateOnly? PreviousDate, decimal? PreviousValue, decimal? Usage, int? Days, string Unit, decimal Oddness, ReadExceptionState State, DateOnly? HeldUntil, string? Reason, string Why,
    IReadOnlyList<UsagePointDto> History, bool IsOverestimate);

/// <param name="Value">What the register showed. Empty with <see cref="ReadKind.Estimated"/>: the straight line between the reads before and after the day.</param>
/// <param name="Kind">Actual (read by staff), Customer, ReRead, or Estimated.</param>
/// <param name="Choice">What becomes of bills whose estimate the reading proves too high; empty: what the town has set.</param>
public sealed record EnterReadInput(Guid RegisterId, DateOnly Date, decimal? Value, ReadKind Kind, string? Reason = null, bool Confirmed = false, OverestimateChoice? Choice = null);

/// <param name="ReadId">Empty when only checked.</param>
/// <param name="IsOverestimate">The reading takes the place of estimates that bills have used.</param>
public sealed record EnteredReadDto(Guid? ReadId, decimal Value, DateOnly? PreviousDate, decimal? PreviousValue, decimal? Usage, int? Days, string Unit, bool IsDoubtful, bool IsOverestimate, IReadOnlyList<FindingText> Findings);

public sealed record MisreadRequest : PagedRequest
{
    public MisreadRequest()
    {
    }

    /// <summary>The list state of a page's address.</summary>
    public MisreadRequest(PagedRequest request) : base(request)
    {
    }

    public DateOnly From { get; init; }

    /// <summary>The last day, counted.</summary>
    public DateOnly Through { get; init; }
}

public sealed record MisreadDto(
    Guid Id, DateOnly DueDate, string MeterSerial, Guid MeterId, string? Account, string Address, decimal? Value, decimal? PreviousValue, decimal? Usage, string Unit, string Why,
    ReadExceptionState State, string StateText, string? Reason, DateOnly? DecidedOn);
