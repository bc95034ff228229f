namespace UtilityBilling.Billing.BillRuns;

/// <summary>What to do with a run whose posting stopped (M4).</summary>
public interface IRunTroubleAppService
{
    /// <summary>The accounts at which posting stopped; none where the cause is not an account's.</summary>
    Task<IReadOnlyList<TroubledAccountDto>> AccountsAsync(Guid runId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the accounts' bills out of a run whose posting stopped, with a reason, and goes on with the others. They are counted as parked, and come with the next run or an
    /// off-cycle run; a bill that the run would have taken back stands. Their numbers are not used.
    /// </summary>
    Task ParkAsync(Guid runId, ParkInput input, CancellationToken cancellationToken = default);
}

/// <param name="Bills">How many of its bills wait in the run.</param>
public sealed record TroubledAccountDto(Guid AccountId, string Number, string CustomerName, int Bills, decimal Total);

/// <param name="AccountIds">Whose bills are taken out.</param>
/// <param name="Reason">Why, in the user's words.</param>
public sealed record ParkInput(IReadOnlyCollection<Guid> AccountIds, string Reason);
