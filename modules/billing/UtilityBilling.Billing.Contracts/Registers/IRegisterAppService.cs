namespace UtilityBilling.Billing.Registers;

/// <summary>A run's registers: what it billed, by rate, and what it left out (M3, RP-02).</summary>
public interface IRegisterAppService
{
    /// <summary>Every charge line of a run, in the order of the bills.</summary>
    IAsyncEnumerable<BillingRegisterRow> BillingRegisterAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>Accounts, quantity and amount by service and charge; its total is the run's total.</summary>
    Task<IReadOnlyList<RateSummaryRow>> RateSummaryAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>What a run held, left out or parked, with the reason and its age.</summary>
    IAsyncEnumerable<SuspendedRow> SuspendedAsync(Guid runId, CancellationToken cancellationToken = default);
}

public sealed record BillingRegisterRow(long BillNumber, string AccountNumber, string CustomerName, string Address, string Service, string Component, string Label, decimal? Quantity, decimal Amount);

public sealed record RateSummaryRow(string Service, string Component, string Label, long Accounts, decimal Quantity, decimal Amount);

public sealed record SuspendedRow(string AccountNumber, string CustomerName, string Address, string Service, RunOutcome Outcome, string Reason, DateOnly? Until);
