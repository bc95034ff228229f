using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Ledger;

/// <summary>Adjustments of balances: asked for by one person, decided by another. The balance moves only on approval.</summary>
public interface IAdjustmentAppService
{
    /// <summary>Adjustments, newest first; those of one account when it is named.</summary>
    Task<PagedResult<AdjustmentDto>> ListAsync(PagedRequest request, Guid? accountId, CancellationToken cancellationToken = default);

    Task<AdjustmentDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The town's active reasons, in the order of their codes.</summary>
    Task<IReadOnlyList<AdjustmentReasonDto>> ReasonsAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks for an adjustment. Returns its id.</summary>
    Task<Guid> RequestAsync(AdjustmentInput input, CancellationToken cancellationToken = default);
}

/// <summary>What is asked for.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="ChargeId">The charge to put right. An increase needs one; a decrease without one is spread over what is open.</param>
/// <param name="IsIncrease">Owed more instead of less.</param>
/// <param name="Amount">Greater than zero.</param>
/// <param name="ReasonCode">One of the town's reasons.</param>
/// <param name="Note">Why, in own words.</param>
public sealed record AdjustmentInput(Guid AccountId, Guid? ChargeId, bool IsIncrease, decimal Amount, string ReasonCode, string Note);

/// <summary>An adjustment in a list.</summary>
public sealed record AdjustmentDto(
    Guid Id, Guid AccountId, string AccountNumber, Guid? ChargeId, bool IsIncrease, decimal Amount, string ReasonCode, string ReasonEn, string ReasonEs, string Note, string State,
    string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? DeclineReason, Guid? JournalId);

/// <summary>A reason that may be chosen.</summary>
public sealed record AdjustmentReasonDto(string Code, string LabelEn, string LabelEs);
