using System.Globalization;
using UtilityBilling.Auditing;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Billing.Ledger;

internal sealed class BooksVerification(IEnumerable<IBooksCheck> checks, BulkWriter bulk, IAuditScope audit) : IBooksVerification
{
    public async Task<IReadOnlyList<BooksCheckResult>> VerifyAsync(bool includesLong = true, CancellationToken cancellationToken = default)
    {
        var results = new List<BooksCheckResult>();
        foreach (var check in checks.Where(c => includesLong || !c.IsLong))
            results.AddRange(await check.RunAsync(cancellationToken));
        return results;
    }

    public async Task<long> RebuildBalancesAsync(CancellationToken cancellationToken = default)
    {
        var wrong = await bulk.QueryAsync("select billing.rebuild_balances()", [], r => r.GetInt64(0), cancellationToken);
        audit.Note("Ledger.RebuildBalances", null, string.Create(CultureInfo.InvariantCulture, $"Balances rebuilt; {wrong[0]} account balances were wrong."));
        return wrong[0];
    }
}

/// <summary>
/// The ledger's own checks. Each statement yields subject, expected and found of everything that differs, at most a hundred rows of it, with the whole count
/// beside; and each names how many things it compared.
/// </summary>
internal sealed class LedgerBooksCheck(BulkWriter bulk) : IBooksCheck
{
    private const int Shown = 100;

    public async Task<IReadOnlyList<BooksCheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var results = new List<BooksCheckResult>();
        foreach (var (name, counted, differences) in Checks)
            results.Add(await RunAsync(name, counted, differences, cancellationToken));
        foreach (var (name, sql) in Ties)
            results.Add(await TieAsync(name, sql, cancellationToken));
        return results;
    }

    private async Task<BooksCheckResult> RunAsync(string name, string counted, string differences, CancellationToken cancellationToken)
    {
        var count = await bulk.QueryAsync(counted, [], r => r.GetInt64(0), cancellationToken);
        var found = await bulk.QueryAsync(
            $"select d.subject, d.expected, d.found, count(*) over () from ({differences}) d (subject, expected, found) order by 1 limit {Shown}", [],
            r => (Difference: new BooksDifference(r.GetString(0), r.GetString(1), r.GetString(2)), Count: r.GetInt64(3)), cancellationToken);
        return new BooksCheckResult(name, count[0], found.Count == 0 ? 0 : found[0].Count, [.. found.Select(f => f.Difference)]);
    }

    private async Task<BooksCheckResult> TieAsync(string name, string sql, CancellationToken cancellationToken)
    {
        var ties = await bulk.QueryAsync(sql, [], r => (Fund: r.GetString(0), Service: r.IsDBNull(1) ? "" : r.GetString(1), Control: r.GetDecimal(2), Detail: r.GetDecimal(3)), cancellationToken);
        var wrong = ties.Where(t => t.Control != t.Detail).Select(t => new BooksDifference($"{t.Fund} {t.Service}".Trim(), Text(t.Detail), Text(t.Control))).ToList();
        return new BooksCheckResult(name, ties.Count, wrong.Count, wrong);
    }

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static readonly (string Name, string Sql)[] Ties =
    [
        ("ReceivableControl", LedgerControls.Receivable),
        ("UnappliedControl", LedgerControls.Unapplied),
        ("UncollectedPassThrough", LedgerControls.UncollectedPassThrough),
        ("DueToDueFrom", LedgerControls.DueToDueFrom),
        ("BudgetVariance", LedgerControls.BudgetVariance),
    ];

    private static readonly (string Name, string Counted, string Differences)[] Checks =
    [
        ("JournalsBalance", "select count(*) from billing.journals",
            """
            select j.id::text, '0.00 in each fund; ' || j.entry_count || ' entries, debits ' || j.amount, coalesce(e.entries, 0) || ' entries, debits ' || coalesce(e.debits, 0) || ', worst fund ' || coalesce(e.worst, 0)
            from billing.journals j
            left join (
                select f.tenant_id, f.journal_id, sum(f.entries) as entries, sum(f.debits) as debits, max(abs(f.net)) as worst
                from (
                    select tenant_id, journal_id, fund_id, count(*) as entries, sum(amount) as net, coalesce(sum(amount) filter (where amount > 0), 0) as debits
                    from billing.entries group by 1, 2, 3
                ) f group by 1, 2
            ) e on e.tenant_id = j.tenant_id and e.journal_id = j.id
            where e.entries is distinct from j.entry_count or e.debits is distinct from j.amount or e.worst <> 0
            """),
        ("AccountBalances", "select count(*) from billing.account_balances",
            """
            select coalesce(b.account_id, e.account_id)::text, coalesce(e.amount, 0)::text, coalesce(b.balance, 0)::text
            from billing.account_balances b
            full join (select account_id, sum(amount) as amount from billing.entries where account_id is not null group by 1) e on e.account_id = b.account_id
            where coalesce(b.balance, 0) <> coalesce(e.amount, 0)
            """),
        ("ChargeBalances", "select count(*) from billing.charges",
            """
            select e.charge_id::text, e.open::text || case when e.is_reversed then ' reversed' else '' end, coalesce(b.open::text, 'missing')
            from billing.expected_charge_balances e left join billing.charge_balances b on b.tenant_id = e.tenant_id and b.charge_id = e.charge_id
            where b.open is distinct from e.open or b.is_reversed is distinct from e.is_reversed or b.amount is distinct from e.amount
            """),
        ("CreditBalances", "select count(*) from billing.credits",
            """
            select e.credit_id::text, e.unapplied::text || case when e.is_reversed then ' reversed' else '' end, coalesce(b.unapplied::text, 'missing')
            from billing.expected_credit_balances e left join billing.credit_balances b on b.tenant_id = e.tenant_id and b.credit_id = e.credit_id
            where b.unapplied is distinct from e.unapplied or b.is_reversed is distinct from e.is_reversed or b.amount is distinct from e.amount
            """),
        ("ChargesBooked", "select count(*) from billing.charges",
            """
            select h.id::text, h.amount::text, coalesce(e.amount, 0)::text
            from billing.charges h
            left join (select tenant_id, journal_id, charge_id, gl_account_id, sum(amount) as amount from billing.entries where account_id is not null and charge_id is not null group by 1, 2, 3, 4) e
                on e.tenant_id = h.tenant_id and e.journal_id = h.journal_id and e.charge_id = h.id and e.gl_account_id = h.receivable_account_id
            where e.amount is distinct from h.amount
            """),
        ("EntriesNameAccounts", "select count(*) from billing.entries",
            """
            select e.journal_id || '/' || e.n, case when g.purpose in ('Receivable', 'UnappliedCredit') then 'account named' else 'no account' end, coalesce(e.account_id::text, 'none')
            from billing.entries e join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id
            where (g.purpose in ('Receivable', 'UnappliedCredit')) <> (e.account_id is not null)
            """),
        ("BillsAgree", "select count(*) from billing.bills",
            """
            select b.number::text, b.total || case when a.asked <> b.total then ', asked ' || a.asked else '' end, coalesce(l.amount, 0) || ' in lines, ' || coalesce(c.amount, 0) || ' in charges, ' || coalesce(e.amount, 0) || ' booked'
            from billing.bills b
            left join (select tenant_id, bill_id, sum(amount) as amount from billing.bill_lines group by 1, 2) l on l.tenant_id = b.tenant_id and l.bill_id = b.id
            left join (select tenant_id, cause_id, sum(amount) as amount from billing.charges where cause_kind = 'Bill' group by 1, 2) c on c.tenant_id = b.tenant_id and c.cause_id = b.id
            left join (select tenant_id, journal_id, sum(amount) as amount from billing.entries where account_id is not null group by 1, 2) e on e.tenant_id = b.tenant_id and e.journal_id = b.journal_id
            left join billing.budget_bills g on g.tenant_id = b.tenant_id and g.bill_id = b.id
            left join (select tenant_id, bill_id, sum(actual - asked) as amount from billing.budget_bill_parts group by 1, 2) v on v.tenant_id = b.tenant_id and v.bill_id = b.id
            cross join lateral (select b.total - coalesce(g.actual - g.asked, 0) as asked) a
            where coalesce(l.amount, 0) <> b.total or coalesce(c.amount, 0) <> a.asked or coalesce(e.amount, 0) <> a.asked or coalesce(v.amount, 0) <> coalesce(g.actual - g.asked, 0)
            """),
        ("RunsComplete", "select count(*) from billing.bill_runs",
            """
            select r.number::text, coalesce(i.items, 0) || ' in scope: ' || coalesce(i.billed, 0) || ' + ' || coalesce(i.held, 0) || ' + ' || coalesce(i.excluded, 0) || ' + ' || coalesce(i.parked, 0),
                r.in_scope || ' in scope: ' || r.billed || ' + ' || r.held || ' + ' || r.excluded || ' + ' || r.parked
            from billing.bill_runs r
            left join (
                select tenant_id, run_id, count(*) as items, count(*) filter (where outcome = 'Billed') as billed, count(*) filter (where outcome = 'Held') as held,
                    count(*) filter (where outcome = 'Excluded') as excluded, count(*) filter (where outcome = 'Parked') as parked
                from billing.run_items group by 1, 2
            ) i on i.tenant_id = r.tenant_id and i.run_id = r.id
            where r.state not in ('Scoped', 'Cancelled')
              and (r.in_scope <> r.billed + r.held + r.excluded + r.parked or r.in_scope <> coalesce(i.items, 0) or r.billed <> coalesce(i.billed, 0)
                or r.held <> coalesce(i.held, 0) or r.excluded <> coalesce(i.excluded, 0) or r.parked <> coalesce(i.parked, 0))
            """),
    ];
}
