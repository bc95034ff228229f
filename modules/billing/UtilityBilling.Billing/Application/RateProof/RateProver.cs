using Npgsql;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.RateProof;

/// <summary>Rates the bills of a run anew, page by page, and holds the lines against those that were billed.</summary>
internal sealed class RateProver(BulkWriter bulk, RunContextLoader tariffs)
{
    private const int BillsPerPage = 2000;
    private const int Kept = 1000;

    // Compiled once for all the runs that one check of the books goes through.
    private BillComparison? _comparison;

    public async Task<RateProofDto> ProveAsync(Guid runId, CancellationToken cancellationToken)
    {
        var comparison = _comparison ??= await ComparisonAsync(cancellationToken).ConfigureAwait(false);
        var (bills, lines, differing, kept) = (0L, 0L, 0L, new List<RateDifference>());
        for (var after = 0L; ;)
        {
            var page = await BillsAsync(runId, after, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
                return new RateProofDto(bills, lines, differing, kept);
            var billed = (await LinesAsync(runId, after, page[^1].Number, cancellationToken).ConfigureAwait(false)).ToLookup(l => l.BillId);
            foreach (var bill in page)
                foreach (var difference in comparison.Differences(bill, [.. billed[bill.Id]]))
                {
                    differing++;
                    if (kept.Count < Kept)
                        kept.Add(difference);
                }

            (bills, lines, after) = (bills + page.Count, lines + billed.Sum(b => b.LongCount()), page[^1].Number);
        }
    }

    private async Task<BillComparison> ComparisonAsync(CancellationToken cancellationToken)
    {
        var (book, versions) = await tariffs.BookAsync(cancellationToken).ConfigureAwait(false);
        return new BillComparison(book, versions, LocalizationCatalog.CurrentLanguage);
    }

    private Task<List<PostedBill>> BillsAsync(Guid runId, long after, CancellationToken cancellationToken) => bulk.QueryAsync(
        "select id, number, inputs::text from billing.bills where run_id = $1 and number > $2 order by number limit $3",
        [Arg.Of(runId), Arg.Of(after), Arg.Of(BillsPerPage)], r => new PostedBill(r.GetGuid(0), r.GetInt64(1), r.GetString(2)), cancellationToken);

    private Task<List<PostedLine>> LinesAsync(Guid runId, long after, long last, CancellationToken cancellationToken) => bulk.QueryAsync(
        """
        select l.bill_id, l.agreement_id, l.service, l.component, l.tariff_version_id, l.quantity, l.amount
        from billing.bills b join billing.bill_lines l on l.tenant_id = b.tenant_id and l.bill_id = b.id
        where b.run_id = $1 and b.number > $2 and b.number <= $3 and l.misc_charge_id is null order by l.bill_id, l.n
        """,
        [Arg.Of(runId), Arg.Of(after), Arg.Of(last)],
        r => new PostedLine(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetGuid(4), r.IsDBNull(5) ? null : r.GetDecimal(5), r.GetDecimal(6)), cancellationToken);
}

internal sealed record PostedBill(Guid Id, long Number, string Inputs);

internal sealed record PostedLine(Guid BillId, Guid Agreement, string Service, string Component, Guid TariffVersion, decimal? Quantity, decimal Amount);

/// <summary>Compares a posted bill with what the adopted tariffs make of its inputs.</summary>
internal sealed class BillComparison(RatingBook book, IReadOnlyDictionary<string, Guid> versions, string language)
{
    public IEnumerable<RateDifference> Differences(PostedBill bill, IReadOnlyList<PostedLine> billed)
    {
        var lines = new List<RatedLine>(billed.Count);
        if (book.Rate(RatingInputJson.Read(bill.Inputs), lines) is { } refusal)
            return [new RateDifference(bill.Number, "", "", null, null, billed.Sum(l => l.Amount), refusal.Sentence(language))];

        // A rate change or a season splits a charge in two lines of one name: the first is held against the first.
        var adopted = Keyed(lines, l => (l.Agreement, l.Service, l.Component));
        var posted = Keyed(billed, l => (l.Agreement, l.Service, l.Component));
        return adopted.Keys.Union(posted.Keys).Select(key => Compare(bill, adopted.GetValueOrDefault(key), posted.GetValueOrDefault(key))).OfType<RateDifference>();
    }

    private RateDifference? Compare(PostedBill bill, RatedLine? adopted, PostedLine? billed)
    {
        if (adopted is not null && billed is not null && adopted.Amount == billed.Amount && Stored(adopted.Quantity) == billed.Quantity && versions[adopted.Tariff] == billed.TariffVersion)
            return null;
        return new RateDifference(
            bill.Number, adopted?.Service ?? billed!.Service, adopted?.Component ?? billed!.Component, adopted?.Tariff, adopted?.Amount, billed?.Amount, adopted?.Explain(language) ?? "");
    }

    /// <summary>As the column keeps it: thousandths, half away from zero.</summary>
    private static decimal Stored(decimal quantity) => Math.Round(quantity, 3, MidpointRounding.AwayFromZero);

    private static Dictionary<(Guid, string, string, int), T> Keyed<T>(IEnumerable<T> lines, Func<T, (Guid Agreement, string Service, string Component)> key) =>
        lines.GroupBy(key).SelectMany(g => g.Select((line, n) => (Key: (g.Key.Agreement, g.Key.Service, g.Key.Component, n), line))).ToDictionary(l => l.Key, l => l.line);
}
