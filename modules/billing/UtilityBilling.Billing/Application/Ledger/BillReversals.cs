using UtilityBilling.Billing.Charges;
using UtilityBilling.Errors;
using UtilityBilling.Guids;

namespace UtilityBilling.Billing.Ledger;

/// <summary>Takes posted bills back in the ledger, many at once. The accounts are locked. What was applied waits as unapplied credit: whoever calls spends it when the new charges stand.</summary>
internal sealed class BillReversals(JournalWriter writer, JournalReader journals, OpenItems items, ReversalPoster poster, IGuidGenerator guids)
{
    /// <param name="billIds">Bills that stand; one of nothing has no posting, and is passed over.</param>
    /// <param name="effectiveDate">The day of the correction.</param>
    /// <param name="reason">In words.</param>
    /// <param name="withPenalties">Whether late penalties on the bills go with them.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task ReverseAsync(IReadOnlyCollection<Guid> billIds, DateOnly effectiveDate, string reason, bool withPenalties, CancellationToken cancellationToken)
    {
        var booked = await journals.JournalsOfAsync(billIds, JournalSourceKind.Bill, cancellationToken);
        var charges = await items.ChargesOfCausesAsync(billIds, cancellationToken);
        // A bill that is booked has charges, and they stand until it is reversed.
        if (booked.Keys.Except(charges.Select(c => c.CauseId)).Any())
            throw new BusinessException("Billing:Ledger.AlreadyReversed");
        var penalties = withPenalties ? await items.PenaltiesOnAsync(charges.Select(c => c.Id), cancellationToken) : [];
        var batch = new PostingBatch();
        await poster.AddUnapplicationsAsync(batch, await journals.LiveByChargeAsync(charges.Concat(penalties).Select(c => c.Id), cancellationToken), effectiveDate, reason, cancellationToken);
        await AddAsync(batch, charges, booked.ToDictionary(b => b.Value, b => b.Key), JournalSourceKind.BillReversal, effectiveDate, reason, cancellationToken);
        await AddAsync(batch, penalties, penalties.GroupBy(p => p.JournalId).ToDictionary(g => g.Key, g => g.First().CauseId), JournalSourceKind.PenaltyReversal, effectiveDate, reason, cancellationToken);
        await writer.WriteAsync(batch, "Ledger.BillReversal", billIds.First(), cancellationToken);
    }

    private async Task AddAsync(
        PostingBatch batch, List<ChargeItem> charges, Dictionary<Guid, Guid> sources, JournalSourceKind kind, DateOnly effectiveDate, string reason, CancellationToken cancellationToken)
    {
        var opposite = await poster.AddOppositesAsync(batch, sources, kind, effectiveDate, reason, cancellationToken);
        batch.ChargeReversals.AddRange(charges.Select(c => new ChargeReversal { Id = guids.Create(), ChargeId = c.Id, JournalId = opposite[c.JournalId] }));
    }
}
