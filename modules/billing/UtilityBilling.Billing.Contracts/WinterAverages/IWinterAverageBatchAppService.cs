using UtilityBilling.BackgroundJobs;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.WinterAverages;

/// <summary>
/// Winter averages as the technician works with them: worked out for a cycle by the tariff's own rule, looked through, put right with a reason, and in force only
/// when a second person has approved the batch.
/// </summary>
public interface IWinterAverageBatchAppService
{
    /// <summary>Newest first.</summary>
    Task<PagedResult<WinterBatchDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<WinterBatchDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    Task<PagedResult<WinterRowDto>> RowsAsync(Guid id, WinterRowRequest request, CancellationToken cancellationToken = default);

    /// <summary>Every row of the filter, for a file.</summary>
    IAsyncEnumerable<WinterRowDto> AllRowsAsync(Guid id, string? flag, CancellationToken cancellationToken = default);

    Task<WinterRowDto> RowAsync(Guid id, Guid agreementId, CancellationToken cancellationToken = default);

    /// <summary>Services that a tariff in force bills by a winter average.</summary>
    Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellationToken = default);

    /// <summary>Last year's dates of the cycle and service, one year later; empty where there are none.</summary>
    Task<WinterDates?> ProposeAsync(Guid cycleId, string service, CancellationToken cancellationToken = default);

    /// <summary>Begins a batch: one row for each agreement of the cycle that is billed by a winter average, worked out in the background. Changes nothing that is in force.</summary>
    Task<Guid> ComputeAsync(WinterComputeInput input, CancellationToken cancellationToken = default);

    /// <summary>How far the work on a batch is.</summary>
    Task<JobStanding?> JobAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Puts another value in the place of the one that was worked out, with a reason; both stay to be seen. An empty value takes the override back.</summary>
    Task OverrideAsync(Guid id, Guid agreementId, decimal? value, string reason, CancellationToken cancellationToken = default);

    Task RequestApprovalAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Drops a batch that is not approved.</summary>
    Task CancelAsync(Guid id, string reason, CancellationToken cancellationToken = default);

    /// <summary>Takes an approved batch back as a whole: the values before it hold again. Refused once a bill has used one of its values.</summary>
    Task ReverseAsync(Guid id, string reason, CancellationToken cancellationToken = default);

    /// <summary>Asks for one agreement's value to be changed from a date; a second person decides. Returns the batch.</summary>
    Task<Guid> ChangeAsync(WinterChangeInput input, CancellationToken cancellationToken = default);

    /// <summary>One agreement of an account, with its values.</summary>
    Task<WinterValuesDto> OfAgreementAsync(Guid accountId, Guid agreementId, CancellationToken cancellationToken = default);

    /// <summary>The agreements of an account whose service a tariff bills by a winter average, each with its values.</summary>
    Task<IReadOnlyList<WinterValuesDto>> AgreementsAsync(Guid accountId, CancellationToken cancellationToken = default);
}

/// <summary>The long work on batches, done by the worker.</summary>
public interface IWinterBatchProcessor
{
    /// <summary>Works out the rows of a batch; the batch is then in review. A repeat goes on where the last one stopped.</summary>
    /// <param name="progress">Told how many occupancies are done, of how many.</param>
    Task WorkOutAsync(Guid batchId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>What a row of the review list is marked with.</summary>
public static class WinterFlags
{
    public const string Estimated = "estimated";
    public const string LeakAdjusted = "leakAdjusted";
    public const string FewReads = "fewReads";
    public const string Default = "default";
    public const string NoValue = "noValue";
    public const string BigChange = "bigChange";
    public const string NewAccount = "newAccount";
    public const string Floor = "floor";
    public const string Cap = "cap";
    public const string Override = "override";
    public const string Unchanged = "unchanged";

    /// <summary>In the order of the filter: what needs a look comes first.</summary>
    public static readonly IReadOnlyList<string> All = [NoValue, Estimated, LeakAdjusted, FewReads, Default, BigChange, NewAccount, Override, Floor, Cap, Unchanged];
}

/// <param name="ReadsFrom">The first day whose reads count.</param>
/// <param name="ReadsThrough">The last day whose reads count.</param>
/// <param name="EffectiveFrom">The first bill date that the values count for.</param>
public sealed record WinterDates(DateOnly ReadsFrom, DateOnly ReadsThrough, DateOnly EffectiveFrom);

public sealed record WinterComputeInput(Guid CycleId, string Service, WinterDates Dates);

/// <param name="Value">Per billing period, in the service's billing unit.</param>
public sealed record WinterChangeInput(Guid AccountId, Guid AgreementId, decimal Value, DateOnly EffectiveFrom, string Reason);

/// <summary>One page of a batch's rows.</summary>
/// <param name="Flag">Only rows that are marked with it.</param>
public sealed record WinterRowRequest(PagedRequest Page, string? Flag = null);

/// <param name="Flags">How many rows are marked with each flag.</param>
/// <param name="BillEffect">What all changes together do to the bills of one period.</param>
/// <param name="IsBilled">Whether a bill has used one of its values.</param>
/// <param name="Unit">What its volumes are counted in, in words; told for a single batch only.</param>
public sealed record WinterBatchDto(
    Guid Id, int Number, WinterBatchKind Kind, string? CycleName, string Service, DateOnly? ReadsFrom, DateOnly? ReadsThrough, DateOnly EffectiveFrom, string? TariffName, decimal BigChangePercent,
    WinterBatchState State, string? Reason, string? FileName, IReadOnlyList<WinterRefusedLineDto> RefusedLines, int NotBilledByIt, int Rows, IReadOnlyDictionary<string, int> Flags, decimal? BillEffect,
    string PreparedByName, DateTimeOffset PreparedAt, string? ApprovedByName, DateTimeOffset? ApprovedAt, string? EndedByName, DateTimeOffset? EndedAt, string? EndReason, bool IsBilled, string? Unit = null);

/// <summary>A line of a partner's file that was not taken, and why.</summary>
public sealed record WinterRefusedLineDto(int Line, string AccountNumber, string Text);

/// <param name="Computed">What the rule made, or the partner sent.</param>
/// <param name="Value">What comes in force.</param>
/// <param name="Billed">What a whole period's bill takes of it, after floor and cap.</param>
/// <param name="How">The arithmetic in words.</param>
public sealed record WinterRowDto(
    Guid AgreementId, Guid AccountId, string AccountNumber, string CustomerName, string Address, decimal? OldValue, decimal? Computed, decimal? Override, string? OverrideReason, string? OverrideByName,
    decimal? Value, decimal? Billed, decimal? BillEffect, WinterAverageSource Source, IReadOnlyList<WinterPeriodDto> Reads, string How, IReadOnlyList<string> Flags);

/// <summary>The usage of one billing period of the window, in the billing unit.</summary>
/// <param name="Kind">How the read that ends it came to be.</param>
/// <param name="LeftOut">Why it does not count: <c>estimated</c>, <c>notOwn</c>, <c>unit</c>, <c>dropped</c>, <c>tooFew</c>; empty when it counts.</param>
public sealed record WinterPeriodDto(DateOnly From, DateOnly To, decimal Usage, string Kind, string? LeftOut);

/// <param name="To">The first bill date that it no longer counts for.</param>
public sealed record WinterValueDto(Guid AgreementId, string Service, decimal Value, DateOnly From, DateOnly? To, WinterAverageSource Source, Guid? BatchId, int? BatchNumber, bool IsInForce);

public sealed record WinterValuesDto(Guid AgreementId, string Service, IReadOnlyList<WinterValueDto> Values);
