using UtilityBilling.Billing.Budgets;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Statements;

/// <summary>Reads statements that are not frozen yet, with their bills and what the town says on them.</summary>
internal sealed class StatementReading(BulkWriter database)
{
    /// <summary>
    /// What was due before is what the balance holds beside the new charges and beside charges whose day had not come; payments count for the oldest. All from rows that
    /// are only added to, as known at the cut-off.
    /// </summary>
    private const string Columns = """
        select s.id, s.number, s.account_id, s.run_id, r.kind, s.previous_balance, s.payments, s.adjustments, s.current_charges, s.amount_due, s.due_date, s.deposits,
            greatest(0, s.amount_due - s.current_charges - coalesce((
                select sum(c.amount) from billing.charges c
                join billing.journals j on j.tenant_id = c.tenant_id and j.id = c.journal_id
                where c.tenant_id = s.tenant_id and c.account_id = s.account_id and c.due_date >= r.bill_date and j.posted_at <= s.cut_off_at
                  and not (c.cause_kind = 'Bill' and exists (select 1 from billing.statement_bills b where b.tenant_id = s.tenant_id and b.statement_id = s.id and b.bill_id = c.cause_id))
                  and not exists (select 1 from billing.charge_reversals v where v.tenant_id = c.tenant_id and v.charge_id = c.id)), 0))
        from billing.statements s join billing.bill_runs r on r.tenant_id = s.tenant_id and r.id = s.run_id
        """;

    private const string Unfrozen = "not exists (select 1 from billing.statement_documents d where d.tenant_id = s.tenant_id and d.statement_id = s.id)";

    public Task<List<OpenStatement>> OfRunAsync(Guid runId, int count, CancellationToken cancellationToken) =>
        database.QueryAsync($"{Columns} where s.run_id = $1 and {Unfrozen} order by s.number limit $2", [Arg.Of(runId), Arg.Of(count)], Read, cancellationToken);

    public Task<List<OpenStatement>> OneAsync(Guid statementId, CancellationToken cancellationToken) =>
        database.QueryAsync($"{Columns} where s.id = $1 and {Unfrozen}", [Arg.Of(statementId)], Read, cancellationToken);

    /// <summary>The bills of statements, in the order of their numbers, with the class and cycle that messages ask for.</summary>
    public Task<List<StatementBillRow>> BillsAsync(IReadOnlyCollection<Guid> statementIds, CancellationToken cancellationToken) => database.QueryAsync(
        $"""
        select t.statement_id, b.id, b.number, b.account_id, b.occupancy_id, b."from", b."to", b.bill_date, b.total, p.cycle_id,
            array(select distinct a.customer_class from billing.bill_lines l join customers.service_agreements a on a.tenant_id = l.tenant_id and a.id = l.agreement_id where l.tenant_id = b.tenant_id and l.bill_id = b.id),
            g.kind, g.actual, g.asked, v.balance, z.amount
        from billing.statement_bills t
        join billing.bills b on b.tenant_id = t.tenant_id and b.id = t.bill_id
        join billing.billing_periods p on p.tenant_id = b.tenant_id and p.id = b.period_id
        left join billing.budget_bills g on g.tenant_id = b.tenant_id and g.bill_id = b.id
        left join billing.budget_settlements z on z.tenant_id = b.tenant_id and z.bill_id = b.id
        left join lateral (
            select coalesce(sum(x.amount), 0) as balance
            from billing.statements c
            cross join lateral {BudgetSql.Variances(
                """
                p.plan_id = g.plan_id and exists (select 1 from billing.bills o where o.tenant_id = p.tenant_id and o.id = p.bill_id and o.number <= b.number)
                and not exists (select 1 from billing.run_cancellations w where w.bill_id = p.bill_id and w.cancelled_at <= c.cut_off_at)
                """,
                """
                s.plan_id = g.plan_id and exists (select 1 from billing.budget_settlements y where y.tenant_id = s.tenant_id and y.id = s.settlement_id and y.settled_at <= c.cut_off_at)
                and not exists (select 1 from billing.budget_settlement_reversals y where y.settlement_id = s.settlement_id and y.at <= c.cut_off_at)
                """)} x
            where g.plan_id is not null and c.tenant_id = t.tenant_id and c.id = t.statement_id) v on true
        where t.statement_id = any($1) order by t.statement_id, b.number
        """,
        [Arg.Ids(statementIds)],
        r => new StatementBillRow(
            r.GetGuid(0), r.GetGuid(1), r.GetInt64(2), r.GetGuid(3), r.GetGuid(4), r.GetFieldValue<DateOnly>(5), r.GetFieldValue<DateOnly>(6), r.GetFieldValue<DateOnly>(7), r.GetDecimal(8), r.GetGuid(9),
            r.GetFieldValue<string[]>(10))
        {
            Budget = r.IsDBNull(11) ? null : new StatementBudget(Enum.Parse<BudgetBillKind>(r.GetString(11)), r.GetDecimal(12), r.GetDecimal(13), r.GetDecimal(14), r.IsDBNull(15) ? null : r.GetDecimal(15)),
        },
        cancellationToken);

    /// <summary>Messages in force on a bill date: an account's first, then a class's, a cycle's, everybody's.</summary>
    public Task<List<MessageRow>> MessagesAsync(DateOnly day, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select m.scope, m.cycle_id, m.customer_class, m.account_id, m.english, m.spanish from billing.statement_messages m
        where m."from" <= $1 and (m.through is null or m.through >= $1)
        order by array_position(array['Account', 'CustomerClass', 'Cycle', 'Everybody'], m.scope), m."from", m.id
        """,
        [Arg.Of(day)],
        r => new MessageRow(
            Enum.Parse<MessageScope>(r.GetString(0)), r.IsDBNull(1) ? null : r.GetGuid(1), r.IsDBNull(2) ? null : r.GetString(2), r.IsDBNull(3) ? null : r.GetGuid(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5)),
        cancellationToken);

    private static OpenStatement Read(Npgsql.NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetInt64(1), r.GetGuid(2), r.GetGuid(3), r.GetString(4), r.GetDecimal(5), r.GetDecimal(6), r.GetDecimal(7), r.GetDecimal(8), r.GetDecimal(9), r.GetFieldValue<DateOnly>(10), r.GetDecimal(11), r.GetDecimal(12));
}

/// <summary>A statement with its figures as frozen at posting. Payments are positive.</summary>
internal sealed record OpenStatement(
    Guid Id, long Number, Guid AccountId, Guid RunId, string RunKind, decimal PreviousBalance, decimal Payments, decimal Adjustments, decimal CurrentCharges, decimal AmountDue, DateOnly DueDate, decimal Deposits, decimal PastDue);

internal sealed record StatementBillRow(
    Guid StatementId, Guid BillId, long Number, Guid AccountId, Guid OccupancyId, DateOnly From, DateOnly To, DateOnly BillDate, decimal Total, Guid CycleId, IReadOnlyList<string> Classes)
{
    public StatementBudget? Budget { get; init; }

    /// <summary>What the bill asks.</summary>
    public decimal Asked => Total + (Budget?.Difference ?? 0m);
}

internal sealed record MessageRow(MessageScope Scope, Guid? CycleId, string? CustomerClass, Guid? AccountId, string English, string? Spanish)
{
    public bool IsFor(IReadOnlyList<StatementBillRow> bills) => Scope switch
    {
        MessageScope.Everybody => true,
        MessageScope.Cycle => bills.Any(b => b.CycleId == CycleId),
        MessageScope.CustomerClass => bills.Any(b => b.Classes.Contains(CustomerClass)),
        _ => bills.Any(b => b.AccountId == AccountId),
    };
}
