using UtilityBilling.Billing.Charges;

namespace UtilityBilling.Billing.Ledger;

/// <summary>Spends credits on open charges in the town's order of application, for many accounts at once.</summary>
internal sealed class CreditSpender(OpenItems items, ApplicationPoster applications, ApplicationOrderProvider orders, JournalWriter writer)
{
    /// <summary>Spends what is left of every credit of these accounts. The accounts are locked. Returns how many applications were made.</summary>
    public async Task<int> SpendAsync(IReadOnlyCollection<Guid> accountIds, DateOnly effectiveDate, Guid recordId, CancellationToken cancellationToken)
    {
        var credits = await items.UnappliedCreditsAsync(accountIds, cancellationToken);
        return credits.Count == 0 ? 0 : await SpendAsync(credits, effectiveDate, recordId, cancellationToken);
    }

    /// <summary>Spends these credits only.</summary>
    public async Task<int> SpendAsync(IReadOnlyList<CreditItem> credits, DateOnly effectiveDate, Guid recordId, CancellationToken cancellationToken)
    {
        var order = await orders.GetAsync(effectiveDate, cancellationToken);
        var charges = await items.OpenChargesAsync(credits.Select(c => c.AccountId), cancellationToken);
        var open = charges.ToLookup(c => c.AccountId);
        var requests = new List<ApplicationRequest>();
        foreach (var account in credits.GroupBy(c => c.AccountId))
            requests.AddRange(Allocate([.. account], [.. open[account.Key]], order));
        var batch = new PostingBatch();
        await applications.AddAsync(batch, requests, effectiveDate, cancellationToken);
        await writer.WriteAsync(batch, "Ledger.Apply", recordId, cancellationToken);
        return requests.Count;
    }

    private static IEnumerable<ApplicationRequest> Allocate(List<CreditItem> credits, List<ChargeItem> charges, ApplicationOrder order)
    {
        var open = charges.ToDictionary(c => c.Id, c => new OpenCharge(c.Id, c.AccountId, c.Service, c.CauseKind is ChargeCauseKind.Penalty or ChargeCauseKind.Fee, c.DueDate, c.Open));
        foreach (var credit in credits)
            foreach (var payment in order.Allocate(credit.Unapplied, open.Values.ToList()))
            {
                open[payment.ChargeId] = open[payment.ChargeId] with { Open = open[payment.ChargeId].Open - payment.Amount };
                yield return new ApplicationRequest(credit.Id, payment.ChargeId, payment.Amount);
            }
    }
}
