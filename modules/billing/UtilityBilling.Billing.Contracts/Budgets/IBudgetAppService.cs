using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Budgets;

/// <summary>Budget billing (BR-18): the same amount with every bill, settled once a year.</summary>
public interface IBudgetAppService
{
    Task<PagedResult<BudgetPlanDto>> ListAsync(BudgetListRequest request, CancellationToken cancellationToken = default);

    /// <summary>Every row that the list filters, for a file.</summary>
    Task<IReadOnlyList<BudgetPlanDto>> AllAsync(BudgetListRequest request, CancellationToken cancellationToken = default);

    Task<BudgetPlanDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The account's stays, with what the history of each comes to, and why no plan may begin there.</summary>
    Task<IReadOnlyList<BudgetPlace>> PlacesAsync(Guid accountId, CancellationToken cancellationToken = default);

    /// <summary>Begins a plan. Another amount than the proposed one needs a reason.</summary>
    Task<Guid> EnrolAsync(Guid accountId, BudgetEnrolInput input, CancellationToken cancellationToken = default);

    /// <summary>Another amount, from a bill date that no bill of the plan has reached.</summary>
    Task ChangeAmountAsync(Guid id, BudgetAmountInput input, CancellationToken cancellationToken = default);

    /// <summary>Gives these plans the amounts that their histories come to, from today on; returns how many changed. One whose history is too short stays as it is.</summary>
    Task<int> ReviewAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default);

    /// <summary>Ends a plan and settles it today: what is owed becomes due, what was paid ahead becomes credit.</summary>
    Task EndAsync(Guid id, BudgetEndInput input, CancellationToken cancellationToken = default);
}
