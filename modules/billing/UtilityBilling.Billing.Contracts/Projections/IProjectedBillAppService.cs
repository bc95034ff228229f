namespace UtilityBilling.Billing.Projections;

/// <summary>
/// What a bill would be, up to any day: for the counter, a title search, the quote at a move-out. It is marked as projected, posts nothing, and is worked out by the
/// same rules and rates as a bill.
/// </summary>
public interface IProjectedBillAppService
{
    /// <summary>The occupancies of an account with the meters whose reads may be entered.</summary>
    Task<IReadOnlyList<ProjectionPlace>> PlacesAsync(Guid accountId, DateOnly through, CancellationToken cancellationToken = default);

    /// <summary>Everything that no bill covers up to the day, with what is owed besides.</summary>
    Task<ProjectedBillDto> ProjectAsync(ProjectionInput input, CancellationToken cancellationToken = default);
}

/// <param name="OccupancyId">Of the account.</param>
/// <param name="Through">The last day that counts; at most a year ahead.</param>
/// <param name="Reads">What registers show, by register; one that is left out is estimated from its last twelve months.</param>
public sealed record ProjectionInput(Guid AccountId, Guid OccupancyId, DateOnly Through, IReadOnlyDictionary<Guid, decimal> Reads);

public sealed record ProjectionPlace(Guid OccupancyId, string Address, DateOnly From, DateOnly? To, IReadOnlyList<ProjectionMeter> Meters);

/// <param name="LastRead">The last accepted read and its day; a projection goes on from there.</param>
public sealed record ProjectionMeter(Guid RegisterId, string Meter, decimal LastRead, DateOnly LastReadOn, string Unit);

/// <param name="PerDiem">What one more day costs, as an average of the last days; zero when nothing runs on.</param>
/// <param name="GoodThrough">Up to this day the per diem may be added; then ask anew.</param>
/// <param name="Balance">What the account owes now, credit negative.</param>
/// <param name="Problems">What could not be worked out, in sentences.</param>
public sealed record ProjectedBillDto(
    Guid OccupancyId, string AccountNumber, string CustomerName, string Address, DateOnly Through, IReadOnlyList<ProjectedPeriodDto> Periods, decimal Charges, decimal Balance, decimal PerDiem, DateOnly GoodThrough,
    IReadOnlyList<ProjectedReadDto> Reads, IReadOnlyList<string> Problems)
{
    /// <summary>What bills under a budget plan have not asked yet, which leaving makes due; below zero, what was paid ahead.</summary>
    public decimal BudgetBalance { get; init; }

    /// <summary>Balance, projected charges and what a budget plan holds together.</summary>
    public decimal Total => Charges + Balance + BudgetBalance;
}

public sealed record ProjectedPeriodDto(string Code, DateOnly From, DateOnly To, decimal Total, IReadOnlyList<BillRuns.CalculatedLineDto> Lines);

/// <param name="IsEstimated">Whether the value is worked out, not entered.</param>
public sealed record ProjectedReadDto(string Meter, DateOnly From, decimal Previous, DateOnly To, decimal Value, decimal Usage, string Unit, bool IsEstimated);
