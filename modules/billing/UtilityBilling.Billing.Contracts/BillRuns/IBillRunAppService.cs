using UtilityBilling.Billing.Bills;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>A cycle's bills, from scope to posting.</summary>
public interface IBillRunAppService
{
    Task<PagedResult<BillRunDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<BillRunDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The calendar's periods that may be billed next, oldest first.</summary>
    Task<IReadOnlyList<BillablePeriodDto>> BillablePeriodsAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins a run: writes down every agreement in scope. Refused while another run of the period is not cancelled.</summary>
    Task<Guid> StartAsync(StartBillRunInput input, CancellationToken cancellationToken = default);

    /// <summary>Queues the calculation; it replaces an earlier one and changes nothing else.</summary>
    Task CalculateAsync(Guid id, CancellationToken cancellationToken = default);

    Task<PagedResult<BillRunItemDto>> ItemsAsync(Guid id, RunOutcome? outcome, PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>The calculated bills, oddest first.</summary>
    /// <param name="sample">Only so many, picked by chance but always the same ones for a run; null for all.</param>
    Task<PagedResult<BillReviewDto>> ReviewAsync(Guid id, int? sample, PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>One calculated bill with its lines, as it would be posted.</summary>
    /// <param name="periodId">Which of the occupancy's bills in this run; the latest when left out.</param>
    Task<CalculatedBillDto> CalculatedBillAsync(Guid id, Guid occupancyId, Guid? periodId = null, CancellationToken cancellationToken = default);

    /// <summary>Turns parked items, or bills in review, into holds until a day, for a reason; the acting person is named.</summary>
    Task HoldAsync(Guid id, HoldInput input, CancellationToken cancellationToken = default);

    /// <summary>Lets bills go that the town's rules want looked at first; the acting person and the reason are kept.</summary>
    Task ReleaseAsync(Guid id, ReleaseInput input, CancellationToken cancellationToken = default);

    /// <summary>Works some bills out again, such as parked ones whose trouble is mended or held ones that are let go; the others stay as they are.</summary>
    Task RetryAsync(Guid id, IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken = default);

    /// <summary>Puts the due date off as far as a late mailing asks; see the check of the due date.</summary>
    Task MoveDueDateAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>What stands in the way of approval: parked items, uncovered property, a closed ledger month. Empty means ready.</summary>
    Task<IReadOnlyList<RunCheckDto>> ChecksAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Asks a second person to approve the run as it is calculated now.</summary>
    Task RequestApprovalAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Queues the posting of an approved run; also resumes one that was interrupted.</summary>
    Task PostAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Gives a run up before it is approved.</summary>
    Task CancelAsync(Guid id, string reason, CancellationToken cancellationToken = default);
}

/// <summary>Does a run's long steps at once, in the caller's process: the worker, `ub` and the seeds. A unit of work must not be open.</summary>
public interface IBillRunProcessor
{
    Task CalculateAsync(Guid runId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Posts page by page, each one transaction, until none is left. A second caller takes other pages.</summary>
    Task PostAsync(Guid runId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default);
}

public sealed record BillRunDto(
    Guid Id, int Number, Guid? CycleId, string CycleCode, string CycleName, Guid? PeriodId, string PeriodCode, BillRunKind Kind, string? Reason, DateOnly? From, DateOnly? To, DateOnly BillDate, DateOnly DueDate,
    BillRunState State, Guid PreparedBy, string PreparedByName, DateTimeOffset PreparedAt, DateTimeOffset? CalculatedAt, string? ApprovedByName, DateTimeOffset? ApprovedAt, DateTimeOffset? CompletedAt,
    int InScope, int Billed, int Held, int Excluded, int Parked, int BillCount, decimal TotalAmount, int CancelledCount, int PagesPosted, int PageCount, RunStep? TroubleStep, string? Trouble, DateTimeOffset? TroubleAt)
{
    /// <summary>In scope = billed + held + excluded + parked.</summary>
    public bool IsComplete => InScope == Billed + Held + Excluded + Parked;

    /// <summary>Whether the run works bills out; one that only takes bills back does not.</summary>
    public bool Bills => Kind is not (BillRunKind.Cancel or BillRunKind.Rollback);
}

public sealed record BillablePeriodDto(Guid PeriodId, Guid CycleId, string CycleCode, string CycleName, string PeriodCode, DateOnly From, DateOnly To, DateOnly ReadDate, DateOnly BillDate, DateOnly DueDate);

/// <param name="PeriodId">The calendar's period to bill.</param>
/// <param name="BillDate">The date on the bills; the calendar's when left out. All later dates follow from it by the calendar's rules.</param>
public sealed record StartBillRunInput(Guid PeriodId, DateOnly? BillDate = null);

/// <param name="OccupancyIds">Whose bills are held.</param>
/// <param name="Until">The first day that they may be billed again.</param>
/// <param name="Reason">Why, in the user's words.</param>
public sealed record HoldInput(IReadOnlyCollection<Guid> OccupancyIds, DateOnly Until, string Reason);

/// <param name="OccupancyIds">Whose bills are let go.</param>
/// <param name="Reason">What was seen, in the user's words.</param>
public sealed record ReleaseInput(IReadOnlyCollection<Guid> OccupancyIds, string Reason);

public sealed record BillRunItemDto(Guid AgreementId, Guid OccupancyId, Guid AccountId, string AccountNumber, string CustomerName, string Address, string Service, string PeriodCode, RunOutcome Outcome, string? Reason, DateOnly? HeldUntil);

/// <param name="Released">Whether somebody looked at it and let it go.</param>
public sealed record BillReviewDto(Guid OccupancyId, Guid PeriodId, string PeriodCode, Guid AccountId, string AccountNumber, string CustomerName, string Address, DateOnly From, DateOnly To, decimal Total, decimal? PreviousTotal, decimal Oddness, IReadOnlyList<string> Codes, bool Released);

/// <param name="Before">The occupancy's bill before, or the bill that this one replaces.</param>
public sealed record CalculatedBillDto(Guid OccupancyId, Guid PeriodId, Guid AccountId, string AccountNumber, string CustomerName, string Address, DateOnly From, DateOnly To, decimal Total, DateOnly DueDate, decimal? PreviousTotal, IReadOnlyList<CalculatedLineDto> Lines, BillBeforeDto? Before)
{
    /// <summary>Empty where no budget plan says what the bill asks.</summary>
    public BillBudgetDto? Budget { get; init; }
}

public sealed record BillBeforeDto(Guid BillId, long Number, DateOnly From, DateOnly To, decimal Total, IReadOnlyList<CalculatedLineDto> Lines);

public sealed record CalculatedLineDto(string Service, string Component, string Label, decimal? Quantity, decimal? UnitPrice, decimal Amount, string Explanation);

/// <param name="Code">Localisation key of the check.</param>
/// <param name="Blocking">Whether it stops approval.</param>
public sealed record RunCheckDto(string Code, bool Passed, bool Blocking, string Text);
