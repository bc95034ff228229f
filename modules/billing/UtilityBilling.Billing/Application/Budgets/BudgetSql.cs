using UtilityBilling.Billing.Bills;

namespace UtilityBilling.Billing.Budgets;

/// <summary>What of budget plans still counts, in SQL.</summary>
internal static class BudgetSql
{
    /// <summary>The settlement by this id was not taken back.</summary>
    public static string Settled(string id) => $"not exists (select 1 from billing.budget_settlement_reversals v where v.settlement_id = {id})";

    /// <summary>What the bills of plans left unasked, less what was settled: <c>tenant_id, plan_id, service, fund_id, may_cut_water, amount</c>, row by row.</summary>
    /// <param name="bill">The condition under which the bill of <c>p.bill_id</c> counts.</param>
    /// <param name="settlement">The condition under which the settlement of <c>s.settlement_id</c> counts.</param>
    public static string Variances(string bill, string settlement) => $"""
        (select p.tenant_id, p.plan_id, p.service, p.fund_id, p.may_cut_water, p.actual - p.asked as amount from billing.budget_bill_parts p where {bill}
        union all
        select s.tenant_id, s.plan_id, s.service, s.fund_id, s.may_cut_water, -s.amount from billing.budget_settlement_parts s where {settlement})
        """;

    /// <summary>As things stand.</summary>
    public static readonly string Standing = Variances(Bills.Standing.Bill("p.bill_id"), Settled("s.settlement_id"));
}
