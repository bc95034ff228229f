using UtilityBilling.Billing.Budgets;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Bills;

/// <summary>Bills as they were posted; nothing here changes one.</summary>
public interface IBillAppService
{
    Task<PagedResult<BillRowDto>> ListAsync(BillListRequest request, CancellationToken cancellationToken = default);

    Task<BillDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Writes the statement of one bill as a PDF: the same bytes for ever.</summary>
    Task WritePdfAsync(Guid id, Stream output, CancellationToken cancellationToken = default);

    /// <summary>Writes every statement of a posted run into one PDF, as their payers get them, and says what is in it. It prints nothing off: that is what print jobs are for.</summary>
    Task<PrintFileDto> WriteRunAsync(Guid runId, Stream output, CancellationToken cancellationToken = default);
}

public sealed record BillListRequest : PagedRequest
{
    public Guid? AccountId { get; init; }
    public Guid? RunId { get; init; }
}

public sealed record BillRowDto(Guid Id, long Number, Guid AccountId, string AccountNumber, string CustomerName, string Address, DateOnly BillDate, DateOnly DueDate, DateOnly From, DateOnly To, decimal Total, bool IsTakenBack);

/// <summary>The run that took a bill back, and the bill that replaces it.</summary>
public sealed record BillTakenBackDto(Guid RunId, int RunNumber, DateTimeOffset At, string Reason, Guid? NewBillId);

/// <param name="Previous">The account's bill before this one at the premise, for comparison.</param>
public sealed record BillDetailDto(
    Guid Id, long Number, Guid RunId, Guid AccountId, string AccountNumber, string CustomerName, string Address, IReadOnlyList<string> MailTo, DateOnly BillDate, DateOnly DueDate, DateOnly From, DateOnly To,
    decimal Total, Guid? JournalId, StatementDto? Statement, IReadOnlyList<BillServiceDto> Services, IReadOnlyList<BillReadDto> Reads, IReadOnlyList<UsagePointDto> Usage, string? UsageUnit, BillRowDto? Previous, BillTakenBackDto? TakenBack)
{
    /// <summary>Empty where no budget plan says what the bill asks.</summary>
    public BillBudgetDto? Budget { get; init; }
}

/// <summary>A bill under a budget plan: what its services cost, and what it asks for them.</summary>
/// <param name="PlanId">Empty while the bill is not posted.</param>
public sealed record BillBudgetDto(Guid? PlanId, BudgetBillKind Kind, decimal Actual, decimal Asked);

/// <summary>The figures frozen at posting. Payments are positive here.</summary>
public sealed record StatementDto(long Number, DateTimeOffset CutOffAt, decimal PreviousBalance, decimal Payments, decimal Deposits, decimal Adjustments, decimal CurrentCharges, decimal AmountDue);

public sealed record BillServiceDto(string Service, decimal Total, IReadOnlyList<BillLineDto> Lines);

/// <param name="PreviousAmount">The same component on the bill before.</param>
public sealed record BillLineDto(int N, string Service, string Component, string Label, decimal? Quantity, decimal? UnitPrice, decimal Amount, bool MayCutWater, string Explanation, LineWhyDto Why, decimal? PreviousAmount);

/// <summary>What made a line: the tariff version and ordinance, the days, the steps of the arithmetic as stored, and the reads.</summary>
public sealed record LineWhyDto(Guid? TariffVersionId, Guid? MiscChargeId, string Ordinance, DateOnly EffectiveFrom, DateOnly From, DateOnly To, int Days, string? Unit, IReadOnlyList<WhyStepDto> Steps, IReadOnlyList<BillReadDto> Reads);

/// <param name="Kind">charge, percent, multiply, atLeast, atMost, round, derive …</param>
public sealed record WhyStepDto(string Kind, decimal? Quantity, decimal? Price, decimal? Times, int? Days, int? OfDays, string? Rounding, decimal Amount);

public sealed record BillReadDto(string Meter, DateOnly From, DateOnly To, decimal Previous, decimal Current, decimal Usage, string Unit, bool IsEstimated);

public sealed record UsagePointDto(DateOnly PeriodEnd, int Days, decimal Usage, bool IsEstimated);

/// <param name="BillCount">Bills on the statements.</param>
public sealed record PrintFileDto(int BillCount, int PageCount, decimal AmountDue);
