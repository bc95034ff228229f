using System.ComponentModel.DataAnnotations;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Budgets;

/// <summary>What a bill under a budget plan does: ask the budget amount, or ask what its services cost and settle the plan, since the year is over, the customer has left, bills were not paid, or enough was paid ahead.</summary>
public enum BudgetBillKind { Level, TrueUp, Left, Delinquent, PaidAhead }

/// <summary>Why a plan ended.</summary>
public enum BudgetEnd { Asked, Left, Delinquent }

/// <summary>Which plans are listed.</summary>
public enum BudgetFilter { Running, Review, Ended, All }

/// <param name="Amount">What each bill asks today.</param>
/// <param name="Balance">What the bills' services cost beyond what was asked; below zero, what was paid ahead.</param>
/// <param name="NextTrueUp">The first bill dated then or later settles the balance.</param>
/// <param name="Proposed">What the history comes to today; empty where it is too short, and for a plan that has ended.</param>
/// <param name="NeedsReview">The year ends soon, or the balance has run away, and nobody has looked since.</param>
public sealed record BudgetPlanDto(
    Guid Id, Guid OccupancyId, Guid AccountId, string AccountNumber, string CustomerName, string Address, DateOnly From, DateOnly? EndedOn, BudgetEnd? EndKind, string? EndReason, string? EndedByName,
    decimal Amount, decimal Balance, DateOnly NextTrueUp, decimal? Proposed, bool NeedsReview, string EnrolledByName, DateTimeOffset EnrolledAt);

/// <param name="Amounts">Newest first.</param>
/// <param name="Events">Bills and settlements, newest first, those taken back too.</param>
/// <param name="Proposal">What the history comes to today.</param>
public sealed record BudgetPlanDetailDto(BudgetPlanDto Plan, IReadOnlyList<BudgetAmountDto> Amounts, IReadOnlyList<BudgetEventDto> Events, BudgetProposal Proposal);

public sealed record BudgetAmountDto(DateOnly From, decimal Amount, decimal? Proposed, string? Reason, string SetByName, DateTimeOffset SetAt);

/// <summary>A bill of the plan, or a settlement; of a settlement <c>Asked</c> is what it made due and <c>Actual</c> is nothing.</summary>
/// <param name="Kind">Empty for a settlement.</param>
/// <param name="Balance">The plan's after it, without what was taken back.</param>
public sealed record BudgetEventDto(DateOnly On, Guid? BillId, long? BillNumber, Guid? JournalId, BudgetBillKind? Kind, decimal Actual, decimal Asked, decimal Balance, bool IsTakenBack);

/// <summary>What a history comes to.</summary>
/// <param name="Amount">Each bill's; empty where the history is too short.</param>
/// <param name="Bills">How many bills count.</param>
/// <param name="Days">How many days they are for.</param>
/// <param name="Cost">What their services cost together.</param>
/// <param name="IsFromHouse">Whether bills of somebody who lived there before count too.</param>
/// <param name="BillsPerYear">By the cycle's calendar.</param>
/// <param name="TrendPercent">Added for rising prices.</param>
public sealed record BudgetProposal(decimal? Amount, int Bills, int Days, decimal Cost, bool IsFromHouse, int BillsPerYear, decimal TrendPercent);

/// <summary>A stay that may have a plan.</summary>
/// <param name="PlanId">The plan that runs there already.</param>
/// <param name="Refusal">Why none may begin, in words; empty where one may.</param>
public sealed record BudgetPlace(Guid OccupancyId, string Address, Guid? PlanId, BudgetProposal Proposal, int TrueUpMonth, string? Refusal);

public sealed record BudgetListRequest(BudgetFilter Filter = BudgetFilter.Running, Guid? AccountId = null, PagedRequest? Paging = null);

/// <summary>A new plan.</summary>
public sealed class BudgetEnrolInput
{
    [Display(Name = "Billing:Budgets.Place"), Required]
    public Guid? OccupancyId { get; set; }

    [Display(Name = "Billing:Budgets.From"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Billing:Budgets.Amount"), Required, Range(typeof(decimal), "1.00", "99999.99", ParseLimitsInInvariantCulture = true)]
    public decimal? Amount { get; set; }

    [Display(Name = "Billing:Budgets.TrueUpMonth"), Required, Range(1, 12)]
    public int? TrueUpMonth { get; set; }

    /// <summary>Required where the amount is not the proposed one.</summary>
    [Display(Name = "Billing:Budgets.AmountReason"), StringLength(500)]
    public string? Reason { get; set; }
}

/// <summary>Another amount from a bill date on.</summary>
public sealed class BudgetAmountInput
{
    [Display(Name = "Billing:Budgets.AmountFrom"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Billing:Budgets.Amount"), Required, Range(typeof(decimal), "1.00", "99999.99", ParseLimitsInInvariantCulture = true)]
    public decimal? Amount { get; set; }

    [Display(Name = "Billing:Budgets.AmountReason"), StringLength(500)]
    public string? Reason { get; set; }
}

/// <summary>The end of a plan at the customer's wish.</summary>
public sealed class BudgetEndInput
{
    [Display(Name = "Billing:Field.Reason"), Required, StringLength(500)]
    public string? Reason { get; set; }
}
