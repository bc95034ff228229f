using System.Globalization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.RateProof;

internal sealed class RateProofAppService(RateProver prover, IPermissionChecker permissions) : IRateProofAppService
{
    public async Task<RateProofDto> ProveAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Reports.View, cancellationToken).ConfigureAwait(false);
        return await prover.ProveAsync(runId, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>The proof of every run as a part of <c>ub books verify</c>.</summary>
internal sealed class AdoptedRatesCheck(BulkWriter bulk, RateProver prover) : IBooksCheck
{
    private const int Shown = 100;

    public bool IsLong => true;

    public async Task<IReadOnlyList<BooksCheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var (lines, differing, shown) = (0L, 0L, new List<BooksDifference>());
        foreach (var run in await bulk.QueryAsync("select distinct run_id from billing.bills order by 1", [], r => r.GetGuid(0), cancellationToken))
        {
            var proof = await prover.ProveAsync(run, cancellationToken);
            (lines, differing) = (lines + proof.Lines, differing + proof.DifferenceCount);
            shown.AddRange(proof.Differences.Take(Shown - shown.Count).Select(d => new BooksDifference($"{d.BillNumber} {d.Service}.{d.Component}", Text(d.Adopted) ?? d.Reason, Text(d.Billed) ?? "")));
        }

        return [new BooksCheckResult("AdoptedRates", lines, differing, shown)];
    }

    private static string? Text(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture);
}
