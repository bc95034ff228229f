using UtilityBilling.Billing.Budgets;

namespace UtilityBilling.Billing.Ledger;

/// <summary>The controls of the ledger and the sums that they control, in SQL; read by the trial balance and by the verification alike.</summary>
internal static class LedgerControls
{
    /// <summary>Receivable by fund and service: control from the entries, detail from the open charges.</summary>
    public const string Receivable = """
        with control as (
            select e.fund_id, coalesce(e.service, '') as service, sum(e.amount) as amount
            from billing.entries e join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id and g.purpose = 'Receivable'
            group by 1, 2
        ), detail as (
            select h.fund_id, h.service, sum(b.open) as amount
            from billing.charge_balances b join billing.charges h on h.tenant_id = b.tenant_id and h.id = b.charge_id
            group by 1, 2
        )
        select f.code, coalesce(c.service, d.service), coalesce(c.amount, 0), coalesce(d.amount, 0)
        from control c full join detail d on d.fund_id = c.fund_id and d.service = c.service
        join billing.funds f on f.id = coalesce(c.fund_id, d.fund_id)
        order by 1, 2
        """;

    /// <summary>Unapplied credit of the pooled-cash fund: a liability, shown with the sign of the credits.</summary>
    public const string Unapplied = """
        select f.code, null::text,
            coalesce((select -sum(e.amount) from billing.entries e join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id and g.purpose = 'UnappliedCredit'), 0),
            coalesce((select sum(b.unapplied) from billing.credit_balances b), 0)
        from billing.funds f where f.is_pooled_cash
        """;

    /// <summary>What the pooled cash owes the other funds, beside what they claim.</summary>
    public const string DueToDueFrom = """
        select f.code, null::text,
            coalesce((select -sum(e.amount) from billing.entries e join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id and g.purpose = 'DueTo'), 0),
            coalesce((select sum(e.amount) from billing.entries e join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id and g.purpose = 'DueFrom'), 0)
        from billing.funds f where f.is_pooled_cash
        """;

    /// <summary>What budget bills did not ask and nobody settled: control from the entries, detail from the plans.</summary>
    public static readonly string BudgetVariance = $"""
        with control as (
            select e.fund_id, coalesce(e.service, '') as service, sum(e.amount) as amount
            from billing.entries e join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id and g.purpose = 'BudgetVariance'
            group by 1, 2
        ), detail as (
            select x.fund_id, x.service, sum(x.amount) as amount from {BudgetSql.Standing} x group by 1, 2
        )
        select f.code, coalesce(c.service, d.service), coalesce(c.amount, 0), coalesce(d.amount, 0)
        from control c full join detail d on d.fund_id = c.fund_id and d.service = c.service
        join billing.funds f on f.id = coalesce(c.fund_id, d.fund_id)
        order by 1, 2
        """;

    /// <summary>The partner's money that is billed and not collected: control, and from each charge what its applications have not moved yet.</summary>
    public const string UncollectedPassThrough = """
        with line as (
            select e.tenant_id, e.journal_id, e.fund_id, e.gl_account_id, e.charge_id, e.amount
            from billing.entries e join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id and g.purpose = 'UncollectedPassThrough'
        ), part as (
            select h.tenant_id, h.id as charge_id, l.fund_id, h.amount as whole, -sum(l.amount) as part
            from billing.charges h join line l on l.tenant_id = h.tenant_id and l.journal_id = h.journal_id and l.charge_id = h.id
            group by 1, 2, 3, 4
        ), moved as (
            select a.tenant_id, a.charge_id, l.fund_id, sum(l.amount) as amount
            from billing.applications a
            join line l on l.tenant_id = a.tenant_id and l.journal_id = a.journal_id and l.charge_id = a.charge_id
            where not exists (select 1 from billing.unapplications u where u.tenant_id = a.tenant_id and u.application_id = a.id)
            group by 1, 2, 3
        ), standing as (
            select p.fund_id, sum(p.part) as part, coalesce(sum(m.amount), 0) as moved
            from part p
            join billing.charge_balances b on b.tenant_id = p.tenant_id and b.charge_id = p.charge_id and not b.is_reversed
            left join moved m on m.tenant_id = p.tenant_id and m.charge_id = p.charge_id and m.fund_id = p.fund_id
            group by 1
        )
        select f.code, null::text, -sum(l.amount), coalesce(max(s.part - s.moved), 0)
        from line l join billing.funds f on f.tenant_id = l.tenant_id and f.id = l.fund_id left join standing s on s.fund_id = l.fund_id
        group by f.code order by 1
        """;
}
