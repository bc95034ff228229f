using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Budgets;

/// <summary>What happens to budget plans when bills are taken back. The accounts are locked, and the bills are marked as taken back already.</summary>
internal sealed class BudgetReversals(
    IUtilityBillingDbContext database, BulkWriter bulk, JournalWriter writer, JournalReader journals, OpenItems items, ReversalPoster poster, BudgetSettler settler, IGuidGenerator guids, IClock clock)
{
    /// <summary>Takes the settlements back that the bills brought and reopens the plans that ended with them; what a plan that stays ended has left then is settled at once.</summary>
    /// <param name="billIds">What is taken back.</param>
    /// <param name="on">The day of the correction.</param>
    /// <param name="dueDate">When a settlement of what is left becomes due.</param>
    /// <param name="reason">In words.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task ReverseAsync(IReadOnlyCollection<Guid> billIds, DateOnly on, DateOnly dueDate, string reason, CancellationToken cancellationToken)
    {
        var bills = await database.Set<BudgetBill>().AsNoTracking().Where(b => billIds.Contains(b.BillId)).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (bills.Count == 0)
            return;
        await ReverseSettlementsAsync(billIds, on, reason, cancellationToken).ConfigureAwait(false);
        var planIds = bills.Select(b => b.PlanId).Distinct().ToList();
        var ending = bills.Where(b => b.Kind is BudgetBillKind.Left or BudgetBillKind.Delinquent).Select(b => b.PlanId).ToHashSet();
        var ended = await database.Set<BudgetPlan>().Where(p => planIds.Contains(p.Id) && p.EndedOn != null).ToListAsync(cancellationToken).ConfigureAwait(false);
        var stays = ended.Select(p => p.OccupancyId).ToList();
        var taken = await database.Set<BudgetPlan>().Where(p => stays.Contains(p.OccupancyId) && p.EndedOn == null).Select(p => p.OccupancyId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var reopened = ended.FindAll(p => p.EndKind != BudgetEnd.Asked && ending.Contains(p.Id) && !taken.Contains(p.OccupancyId));
        foreach (var plan in reopened)
            plan.Reopen(clock.UtcNow);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await settler.SettleAsync([.. ended.Except(reopened).Select(p => new PlanToSettle(p.Id, null, dueDate))], on, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReverseSettlementsAsync(IReadOnlyCollection<Guid> billIds, DateOnly on, string reason, CancellationToken cancellationToken)
    {
        var settlements = await bulk.QueryAsync(
            $"select s.id, s.journal_id from billing.budget_settlements s where s.bill_id = any($1) and {BudgetSql.Settled("s.id")} order by s.id",
            [Arg.Ids(billIds)], r => (Id: r.GetGuid(0), Journal: r.GetGuid(1)), cancellationToken).ConfigureAwait(false);
        if (settlements.Count == 0)
            return;
        var ids = settlements.ConvertAll(s => s.Id);
        var charges = await items.ChargesOfCausesAsync(ids, cancellationToken).ConfigureAwait(false);
        var credits = await items.CreditsOfCausesAsync(ids, cancellationToken).ConfigureAwait(false);
        var batch = new PostingBatch();
        var live = await journals.LiveByChargeAsync(charges.Select(c => c.Id), cancellationToken).ConfigureAwait(false);
        live.AddRange((await journals.LiveByCreditAsync(credits.Select(c => c.Id), cancellationToken).ConfigureAwait(false)).ExceptBy(live.Select(a => a.Id), a => a.Id));
        await poster.AddUnapplicationsAsync(batch, live, on, reason, cancellationToken).ConfigureAwait(false);
        var opposites = await poster.AddOppositesAsync(batch, settlements.ToDictionary(s => s.Journal, s => s.Id), JournalSourceKind.BudgetSettlementReversal, on, reason, cancellationToken).ConfigureAwait(false);
        var journalOf = settlements.ToDictionary(s => s.Id, s => opposites[s.Journal]);
        batch.ChargeReversals.AddRange(charges.Select(c => new ChargeReversal { Id = guids.Create(), ChargeId = c.Id, JournalId = journalOf[c.CauseId] }));
        batch.CreditReversals.AddRange(credits.Select(c => new CreditReversal { Id = guids.Create(), CreditId = c.Id, JournalId = journalOf[c.CauseId] }));
        await writer.WriteAsync(batch, "Budget.SettleBack", ids[0], cancellationToken).ConfigureAwait(false);
        foreach (var settlement in settlements)
            database.Set<BudgetSettlementReversal>().Add(new BudgetSettlementReversal { SettlementId = settlement.Id, JournalId = journalOf[settlement.Id], At = clock.UtcNow });
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}
