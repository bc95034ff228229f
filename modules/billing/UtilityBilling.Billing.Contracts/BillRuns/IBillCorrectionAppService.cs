using UtilityBilling.Paging;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>
/// Posted bills put right (BR-10, BR-13): taken back, taken back and billed anew, or a whole run rolled back. Everything by reversal, by a run of its own that a
/// second person approves; payments taken since wait as credit and are applied anew. Bill numbers are never used again.
/// </summary>
public interface IBillCorrectionAppService
{
    /// <summary>What hangs on these bills, and what becomes of each.</summary>
    Task<CorrectionPreview> PreviewAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken = default);

    /// <summary>What hangs on the bills of a posted run that still stand.</summary>
    Task<CorrectionPreview> PreviewRollbackAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Begins a run that takes the bills back; with <see cref="CorrectionInput.Rebill"/> it must then be calculated. Refused when something that hangs on a bill forbids it.</summary>
    Task<Guid> StartAsync(CorrectionInput input, CancellationToken cancellationToken = default);

    /// <summary>Begins a run that takes back every bill of a posted run that still stands. Once it is posted the period may be run again.</summary>
    Task<Guid> RollBackAsync(Guid runId, string reason, CancellationToken cancellationToken = default);

    /// <summary>The bills that a run takes back, each with the bill that replaces it.</summary>
    Task<PagedResult<CancelledBillDto>> BillsAsync(Guid runId, PagedRequest request, CancellationToken cancellationToken = default);

    /// <summary>The bills of these numbers, in the order given. Refused for a number that no bill has.</summary>
    Task<IReadOnlyList<Guid>> FindAsync(string numbers, CancellationToken cancellationToken = default);
}

/// <param name="BillIds">The bills to take back.</param>
/// <param name="Rebill">Whether they are billed anew from the reads, rates and facts that now stand for their periods.</param>
/// <param name="Reason">In the user's words; it goes on every posting.</param>
public sealed record CorrectionInput(IReadOnlyCollection<Guid> BillIds, bool Rebill, string Reason);

/// <param name="Bills">How many bills are meant.</param>
/// <param name="Total">What they come to.</param>
/// <param name="Dependents">What hangs on them.</param>
public sealed record CorrectionPreview(int Bills, decimal Total, IReadOnlyList<BillDependent> Dependents)
{
    public bool IsRefused => Dependents.Any(d => d.Action == DependentAction.Refuse);
}

public sealed record CancelledBillDto(
    Guid BillId, long Number, Guid AccountId, Guid OccupancyId, string AccountNumber, string CustomerName, string Address, string PeriodCode, decimal Total, decimal? NewTotal, Guid? NewBillId, DateTimeOffset? CancelledAt);

/// <summary>What becomes of a thing that hangs on a bill that is taken back.</summary>
public enum DependentAction { Reapply, Reverse, Recompute, Stop, Keep, Refuse }

/// <summary>Something that hangs on bills: payments applied, a penalty, a printed statement.</summary>
/// <param name="Text">A sentence with the figures, in the user's language.</param>
public sealed record BillDependent(DependentAction Action, string Text);

/// <summary>Tells what hangs on bills. Each module answers for its own: notices, plans, drafts, liens.</summary>
public interface IBillDependents
{
    Task<IReadOnlyList<BillDependent>> FindAsync(IReadOnlyCollection<Guid> billIds, CancellationToken cancellationToken = default);
}
