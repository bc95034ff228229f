using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Customers.BillingScope;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.Budgets;

/// <summary>What a plan says of the bill at hand.</summary>
internal sealed record BudgetTerms(Guid PlanId, BudgetBillKind Kind, decimal Amount);

/// <summary>Loads which bills of a page stand under a budget plan, and what each has to do.</summary>
internal sealed class BudgetTermsLoader(BulkWriter bulk, ISettingProvider settings)
{
    /// <summary>
    /// A plan asks once for each period; what is billed of it later is asked as it is. A plan that ended with a bill that this run takes back runs on for the run.
    /// </summary>
    private static readonly string Plans = $"""
        select distinct on (q.occupancy_id) q.occupancy_id, q.id, a.amount, greatest(q."from", coalesce((
                select max(l.bill_date) from billing.budget_bills b join billing.bills l on l.tenant_id = b.tenant_id and l.id = b.bill_id
                where b.tenant_id = q.tenant_id and b.plan_id = q.id and b.kind = 'TrueUp' and {Standing.BillBeside("$2", "b.bill_id")}), q."from")) as settled,
            q.true_up_month,
            (select coalesce(sum(x.amount), 0) from {BudgetSql.Variances(
                $"p.plan_id = q.id and {Standing.BillBeside("$2", "p.bill_id")}",
                $"s.plan_id = q.id and {BudgetSql.Settled("s.settlement_id")} and not exists (select 1 from billing.budget_settlements t join billing.run_cancellations y on y.tenant_id = t.tenant_id and y.bill_id = t.bill_id where t.id = s.settlement_id and y.run_id = $2)")} x) as balance,
            (select count(*)::int from billing.budget_bills b join billing.bills l on l.tenant_id = b.tenant_id and l.id = b.bill_id
                where b.tenant_id = q.tenant_id and b.plan_id = q.id and l.due_date < $3 and {Standing.BillBeside("$2", "b.bill_id")}
                  and exists (select 1 from billing.charges h join billing.charge_balances c on c.tenant_id = h.tenant_id and c.charge_id = h.id
                      where h.tenant_id = l.tenant_id and h.cause_kind = 'Bill' and h.cause_id = l.id and c.open > 0)) as late
        from billing.budget_plans q
        cross join lateral (select x.amount from billing.budget_amounts x where x.tenant_id = q.tenant_id and x.plan_id = q.id and x."from" <= $3 order by x."from" desc limit 1) a
        where q.occupancy_id = any($1) and q."from" < $4
          and (q.ended_on is null or exists (
              select 1 from billing.budget_bills b join billing.run_cancellations y on y.tenant_id = b.tenant_id and y.bill_id = b.bill_id
              where b.tenant_id = q.tenant_id and b.plan_id = q.id and b.kind in ('Left', 'Delinquent') and y.run_id = $2))
          and not exists (
              select 1 from billing.budget_bills b join billing.bills l on l.tenant_id = b.tenant_id and l.id = b.bill_id
              where b.tenant_id = q.tenant_id and b.plan_id = q.id and l.period_id = $5 and {Standing.BillBeside("$2", "b.bill_id")})
        order by q.occupancy_id, q.ended_on is null desc, q."from" desc
        """;

    public async Task<IReadOnlyDictionary<Guid, BudgetTerms>> OfAsync(RunContext context, IReadOnlyList<OccupancyForBilling> occupancies, CancellationToken cancellationToken)
    {
        var plans = await bulk.QueryAsync(
            Plans, [Arg.Ids(occupancies.Select(o => o.OccupancyId)), Arg.Of(context.Run.Id), Arg.Of(context.RuleDate), Arg.Of(context.Period.To), Arg.Of(context.Period.Id)],
            r => (Occupancy: r.GetGuid(0), Plan: r.GetGuid(1), Amount: r.GetDecimal(2), Settled: r.GetFieldValue<DateOnly>(3), Month: r.GetInt32(4), Balance: r.GetDecimal(5), Late: r.GetInt32(6)), cancellationToken).ConfigureAwait(false);
        if (plans.Count == 0)
            return new Dictionary<Guid, BudgetTerms>();
        var endsAfter = await settings.GetIntAsync(BillingSettings.BudgetEndsAfterLate, context.RuleDate, cancellationToken).ConfigureAwait(false);
        var settlesAt = await settings.GetDecimalAsync(BillingSettings.BudgetSettlesAhead, context.RuleDate, cancellationToken).ConfigureAwait(false);
        var ends = occupancies.ToDictionary(o => o.OccupancyId, o => o.To);
        return plans.ToDictionary(p => p.Occupancy, p => new BudgetTerms(p.Plan, KindOf(p.Occupancy, p.Settled, p.Month, p.Balance, p.Amount, p.Late), p.Amount));

        BudgetBillKind KindOf(Guid occupancy, DateOnly settled, int month, decimal balance, decimal amount, int late) =>
            ends[occupancy] <= context.Period.To ? BudgetBillKind.Left
            : endsAfter > 0 && late >= endsAfter ? BudgetBillKind.Delinquent
            : context.RuleDate >= BudgetReckoner.NextTrueUp(settled, month) ? BudgetBillKind.TrueUp
            : settlesAt > 0 && -balance >= settlesAt * amount ? BudgetBillKind.PaidAhead
            : BudgetBillKind.Level;
    }
}
