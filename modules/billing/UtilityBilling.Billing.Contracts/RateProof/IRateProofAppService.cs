namespace UtilityBilling.Billing.RateProof;

/// <summary>
/// Works every charge of posted bills out again, from the adopted tariffs and what the bill was rated from, and names each that differs (RP-10). A tariff adopted
/// afterwards with an earlier date is found, too: those customers were not billed at the adopted rate.
/// </summary>
public interface IRateProofAppService
{
    /// <summary>The proof of one run.</summary>
    Task<RateProofDto> ProveAsync(Guid runId, CancellationToken cancellationToken = default);
}

/// <summary>What the proof found.</summary>
/// <param name="Bills">Bills worked out again.</param>
/// <param name="Lines">Charges on them.</param>
/// <param name="DifferenceCount">Charges that differ, of which <paramref name="Differences"/> holds the first thousand.</param>
public sealed record RateProofDto(long Bills, long Lines, long DifferenceCount, IReadOnlyList<RateDifference> Differences);

/// <summary>A charge that is not what the adopted tariff makes of the bill's facts.</summary>
/// <param name="Adopted">The amount by the adopted tariff; empty where it has no such charge.</param>
/// <param name="Billed">The amount billed; empty where the charge is missing from the bill.</param>
/// <param name="Reason">How the adopted amount comes about, or why there is none.</param>
public sealed record RateDifference(long BillNumber, string Service, string Component, string? Tariff, decimal? Adopted, decimal? Billed, string Reason)
{
    public decimal Difference => (Billed ?? 0m) - (Adopted ?? 0m);
}
