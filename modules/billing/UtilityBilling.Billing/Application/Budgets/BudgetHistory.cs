using UtilityBilling.Billing.Bills;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Budgets;

/// <summary>Proposes budget amounts from what was billed, for many stays at once.</summary>
internal sealed class BudgetHistory(BulkWriter bulk, ISettingProvider settings, IClock clock)
{
    private const int DaysOfMonth = 30;

    /// <summary>Bills of the stay and of those who lived there before, without charges beside the services; by the number of days between two bills of its cycle.</summary>
    private static readonly string Bills = $"""
        select o.id, b."from", b."to", b.amount, coalesce(b.own, false), coalesce(c.days, {DaysOfMonth})
        from unnest($1) o(id)
        join customers.occupancies me on me.id = o.id
        left join lateral (
            select p."to" - p."from" as days
            from customers.billable_agreements g join billing.billing_periods p on p.tenant_id = g.tenant_id and p.cycle_id = g.cycle_id and p."from" <= $3
            where g.tenant_id = me.tenant_id and g.occupancy_id = o.id order by p."from" desc limit 1) c on true
        left join lateral (
            select b."from", b."to", l.amount, y.id = o.id as own
            from customers.occupancies y
            join billing.bills b on b.tenant_id = y.tenant_id and b.account_id = y.account_id and b.occupancy_id = y.id
            cross join lateral (select sum(l.amount) as amount from billing.bill_lines l where l.tenant_id = b.tenant_id and l.bill_id = b.id and l.misc_charge_id is null) l
            where y.tenant_id = me.tenant_id and y.premise_id = me.premise_id and b."to" > $2 and b."to" <= $3 and l.amount is not null and {Standing.Bill("b.id")}) b on true
        """;

    /// <summary>By occupancy, of those that there are.</summary>
    public async Task<IReadOnlyDictionary<Guid, BudgetProposal>> ProposeAsync(IReadOnlyCollection<Guid> occupancyIds, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var rules = new BudgetRules(
            await settings.GetIntAsync(BillingSettings.BudgetMonths, today, cancellationToken).ConfigureAwait(false),
            await settings.GetIntAsync(BillingSettings.BudgetMinMonths, today, cancellationToken).ConfigureAwait(false),
            await settings.GetDecimalAsync(BillingSettings.BudgetRounding, today, cancellationToken).ConfigureAwait(false),
            await settings.GetDecimalAsync(BillingSettings.BudgetTrend, today, cancellationToken).ConfigureAwait(false));
        var rows = await bulk.QueryAsync(
            Bills, [Arg.Ids(occupancyIds.Distinct()), Arg.Of(today.AddMonths(-rules.Months)), Arg.Of(today)],
            r => (Id: r.GetGuid(0), Days: r.GetInt32(5), Bill: r.IsDBNull(1) ? null : new BudgetHistoryBill(r.GetFieldValue<DateOnly>(1), r.GetFieldValue<DateOnly>(2), r.GetDecimal(3), r.GetBoolean(4))), cancellationToken).ConfigureAwait(false);
        return rows.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => BudgetReckoner.Propose(rules, [.. g.Select(r => r.Bill).OfType<BudgetHistoryBill>()], BudgetReckoner.BillsPerYear(g.First().Days)));
    }
}
