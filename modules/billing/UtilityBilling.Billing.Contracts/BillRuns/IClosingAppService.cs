namespace UtilityBilling.Billing.BillRuns;

/// <summary>Bills outside the calendar's runs: final bills of those who moved out (M24), and what was missed, billed before its cycle comes round (BR-12).</summary>
public interface IClosingAppService
{
    /// <summary>Those who moved out and whose last days no bill covers, oldest first.</summary>
    Task<IReadOnlyList<UnbilledDto>> ClosingsAsync(CancellationToken cancellationToken = default);

    /// <summary>Active services of periods already billed that no bill covers (R5), with what the last run said of them.</summary>
    Task<IReadOnlyList<UnbilledDto>> UnbilledAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins a run of final bills.</summary>
    Task<Guid> StartFinalAsync(StartOffCycleInput input, CancellationToken cancellationToken = default);

    /// <summary>Begins a run of what was missed.</summary>
    Task<Guid> StartOffCycleAsync(StartOffCycleInput input, CancellationToken cancellationToken = default);
}

/// <param name="OccupancyIds">Whose bills.</param>
/// <param name="BillDate">Today when left out.</param>
public sealed record StartOffCycleInput(IReadOnlyCollection<Guid> OccupancyIds, DateOnly? BillDate = null);

/// <param name="Periods">The periods that nobody billed.</param>
/// <param name="Services">The services concerned.</param>
/// <param name="Reason">What the last run said; empty when none looked at it.</param>
/// <param name="MovedOut">The day of the move, for a closing.</param>
public sealed record UnbilledDto(
    Guid OccupancyId, Guid AccountId, string AccountNumber, string CustomerName, string Address, IReadOnlyList<string> Periods, IReadOnlyList<string> Services, string? Reason, DateOnly? MovedOut);
