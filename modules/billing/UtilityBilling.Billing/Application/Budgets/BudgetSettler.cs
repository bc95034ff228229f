using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Charges;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Budgets;

/// <summary>Settles budget plans: what was not asked becomes a charge of its service, what was paid ahead becomes credit. The accounts are locked.</summary>
internal sealed class BudgetSettler(IUtilityBillingDbContext database, BulkWriter bulk, JournalWriter writer, ChartProvider charts, IGuidGenerator guids, IClock clock)
{
    /// <summary>Settles what the bills of a page bring to its end or its year's end, and what a plan that ended meanwhile has left; ends the plans whose bills say so.</summary>
    public async Task SettlePageAsync(BillRun run, int page, CancellationToken cancellationToken)
    {
        var bills = await bulk.QueryAsync(
            """
            select distinct on (b.plan_id) b.plan_id, c.bill_id, c.due_date, b.kind
            from billing.bill_calculations c
            join billing.budget_bills b on b.tenant_id = c.tenant_id and b.bill_id = c.bill_id
            join billing.budget_plans p on p.tenant_id = b.tenant_id and p.id = b.plan_id
            where c.run_id = $1 and c.page = $2 and c.budget_kind is not null and (b.kind <> 'Level' or p.ended_on is not null)
            order by b.plan_id, c.bill_number desc
            """,
            [Arg.Of(run.Id), Arg.Of(page)], r => (Plan: r.GetGuid(0), Bill: r.GetGuid(1), Due: r.GetFieldValue<DateOnly>(2), Kind: Enum.Parse<BudgetBillKind>(r.GetString(3))), cancellationToken).ConfigureAwait(false);
        if (bills.Count == 0)
            return;
        await SettleAsync([.. bills.Select(b => new PlanToSettle(b.Plan, b.Bill, b.Due))], run.LedgerDate!.Value, cancellationToken).ConfigureAwait(false);
        var ends = bills.Where(b => b.Kind is BudgetBillKind.Left or BudgetBillKind.Delinquent).ToDictionary(b => b.Plan, b => b.Kind);
        foreach (var plan in await database.Set<BudgetPlan>().Where(p => ends.Keys.Contains(p.Id) && p.EndedOn == null).ToListAsync(cancellationToken).ConfigureAwait(false))
            plan.End(run.BillDate, ends[plan.Id] == BudgetBillKind.Left ? BudgetEnd.Left : BudgetEnd.Delinquent, null, run.PreparedByName, clock.UtcNow);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Settles these plans in one batch of postings; one that has nothing to settle is passed over.</summary>
    public async Task SettleAsync(IReadOnlyCollection<PlanToSettle> plans, DateOnly on, CancellationToken cancellationToken)
    {
        var ids = plans.Select(p => p.PlanId).ToList();
        var variances = (await bulk.QueryAsync(
            $"select x.plan_id, x.service, x.fund_id, x.may_cut_water, sum(x.amount) from {BudgetSql.Standing} x where x.plan_id = any($1) group by 1, 2, 3, 4 having sum(x.amount) <> 0 order by 2, 3, 4",
            [Arg.Ids(ids)], r => (Plan: r.GetGuid(0), Service: r.GetString(1), Fund: r.GetGuid(2), MayCut: r.GetBoolean(3), Amount: r.GetDecimal(4)), cancellationToken).ConfigureAwait(false)).ToLookup(v => v.Plan);
        if (variances.Count == 0)
            return;
        var found = await database.Set<BudgetPlan>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken).ConfigureAwait(false);
        var chart = await charts.GetAsync(cancellationToken).ConfigureAwait(false);
        var batch = new PostingBatch();
        foreach (var settled in plans.Where(p => variances.Contains(p.PlanId)).OrderBy(p => p.PlanId))
        {
            var plan = found[settled.PlanId];
            var settlement = new BudgetSettlement
            {
                Id = guids.Create(), PlanId = plan.Id, BillId = settled.BillId, JournalId = guids.Create(), Amount = variances[plan.Id].Sum(v => v.Amount), SettledAt = clock.UtcNow,
            };
            var journal = new JournalDraft { Id = settlement.JournalId, SourceKind = JournalSourceKind.BudgetSettlement, SourceId = settlement.Id, EffectiveDate = on };
            batch.Journals.Add(journal);
            foreach (var part in variances[plan.Id])
            {
                database.Set<BudgetSettlementPart>().Add(new BudgetSettlementPart { SettlementId = settlement.Id, Service = part.Service, FundId = part.Fund, MayCutWater = part.MayCut, PlanId = plan.Id, Amount = part.Amount });
                var variance = chart.BudgetVariance(part.Fund);
                if (part.Amount < 0)
                {
                    journal.Add(new EntryDraft(variance, -part.Amount) { Service = part.Service });
                    continue;
                }
                var charge = new Charge
                {
                    Id = guids.Create(), AccountId = plan.AccountId, OccupancyId = plan.OccupancyId, PremiseId = plan.PremiseId, Service = part.Service, EffectiveDate = on, DueDate = settled.DueDate, Amount = part.Amount,
                    MayCutWater = part.MayCut, FundId = part.Fund, ReceivableAccountId = chart.Receivable(part.Fund, part.Service).Id, CauseKind = ChargeCauseKind.BudgetSettlement, CauseId = settlement.Id, JournalId = journal.Id,
                };
                ChargeLines.Add(journal, charge, chart.Account(charge.ReceivableAccountId), [(variance, charge.Amount)]);
                batch.Charges.Add(charge);
            }
            if (variances[plan.Id].Where(v => v.Amount < 0).Sum(v => -v.Amount) is var ahead and > 0)
                batch.Credits.Add(CreditLines.Add(journal, chart, guids.Create(), plan.AccountId, ahead, CreditCauseKind.BudgetSettlement));
            database.Set<BudgetSettlement>().Add(settlement);
        }
        await writer.WriteAsync(batch, "Budget.Settle", batch.Journals[0].SourceId, cancellationToken).ConfigureAwait(false);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <param name="BillId">The bill that brings it; empty without one.</param>
/// <param name="DueDate">When what is owed becomes due.</param>
internal sealed record PlanToSettle(Guid PlanId, Guid? BillId, DateOnly DueDate);
