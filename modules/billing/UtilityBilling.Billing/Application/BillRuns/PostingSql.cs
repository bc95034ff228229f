namespace UtilityBilling.Billing.BillRuns;

/// <summary>
/// The statements that turn one page of approved calculations into bills, charges, journals and statements. Parameters everywhere: $1 tenant, $2 run, $3 page,
/// $4 posted at, $5 posted by, $6 ledger date, $7 accounting period, $8 now. Nothing is rated or summed again: the calculation's JSON is copied.
/// </summary>
internal static class PostingSql
{
    private const string Page = "billing.bill_calculations c join billing.bill_runs r on r.tenant_id = c.tenant_id and r.id = c.run_id where c.run_id = $2 and c.page = $3";

    public const string Journals = $"""
        insert into billing.journals (tenant_id, id, effective_date, ledger_date, accounting_period_id, posted_at, posted_by, source_kind, source_id, entry_count, amount, first_entry)
        select $1, c.journal_id, r.bill_date, $6, $7, $4, $5, 'Bill', c.bill_id, (c.postings ->> 'entry_count')::int, (c.postings ->> 'debits')::numeric, 1
        from {Page} and c.journal_id is not null
        """;

    public const string Charges = $"""
        insert into billing.charges (tenant_id, id, account_id, occupancy_id, premise_id, service, effective_date, due_date, amount, may_cut_water, fund_id, receivable_account_id, cause_kind, cause_id, journal_id)
        select $1, x.id, c.account_id, c.occupancy_id, c.premise_id, x.service, r.bill_date, c.due_date, x.amount, x.cut, x.fund, x.receivable, 'Bill', c.bill_id, c.journal_id
        from billing.bill_calculations c
        join billing.bill_runs r on r.tenant_id = c.tenant_id and r.id = c.run_id
        cross join lateral jsonb_to_recordset(c.postings -> 'charges') x(id uuid, service text, fund uuid, receivable uuid, amount numeric, cut boolean)
        where c.run_id = $2 and c.page = $3
        """;

    public const string Entries = """
        insert into billing.entries (tenant_id, journal_id, n, fund_id, gl_account_id, amount, account_id, premise_id, service, charge_id)
        select $1, c.journal_id, x.n, x.fund, x.gl, x.amount, x.account, x.premise, x.service, x.charge
        from billing.bill_calculations c
        cross join lateral jsonb_to_recordset(c.postings -> 'entries') x(n int, fund uuid, gl uuid, amount numeric, account uuid, premise uuid, service text, charge uuid)
        where c.run_id = $2 and c.page = $3 and c.journal_id is not null
        """;

    public const string Bills = $"""
        insert into billing.bills (tenant_id, id, run_id, occupancy_id, account_id, premise_id, period_id, number, "from", "to", bill_date, due_date, total, total_cents, inputs, journal_id, posted_at)
        select $1, c.bill_id, $2, c.occupancy_id, c.account_id, c.premise_id, c.period_id, c.bill_number, c."from", c."to", r.bill_date, c.due_date, c.total, c.total_cents, c.inputs, c.journal_id, $4
        from {Page}
        """;

    public const string Lines = """
        insert into billing.bill_lines (tenant_id, bill_id, n, agreement_id, service, component, tariff_version_id, misc_charge_id, label_en, label_es, quantity, unit_price, amount, may_cut_water, explanation_en, explanation_es, arithmetic)
        select $1, c.bill_id, x.n, x.agreement, x.service, x.component, x.tariff, x.misc, x.en, x.es, x.quantity, x.price, x.amount, x.cut, x.why_en, x.why_es, x.arithmetic
        from billing.bill_calculations c
        cross join lateral json_to_recordset(c.lines) x(n int, agreement uuid, service text, component text, tariff uuid, misc uuid, en text, es text, quantity numeric, price numeric, amount numeric, cut boolean, why_en text, why_es text, arithmetic jsonb)
        where c.run_id = $2 and c.page = $3
        """;

    public const string Coverage = """
        insert into billing.coverage (tenant_id, agreement_id, period_id, generation, bill_id, "from", "to", released_generation)
        select $1, x.agreement, c.period_id, coalesce(g.generation, 0) + 1, c.bill_id, x."from", x."to", g.generation
        from billing.bill_calculations c
        cross join lateral jsonb_to_recordset(c.postings -> 'covered') x(agreement uuid, "from" date, "to" date)
        left join lateral (
            select max(v.generation) as generation from billing.coverage v where v.tenant_id = $1 and v.agreement_id = x.agreement and v.period_id = c.period_id) g on true
        where c.run_id = $2 and c.page = $3
        """;

    /// <summary>The charges beside services that the page's bills have taken up.</summary>
    public const string MiscCharges = """
        insert into billing.misc_charge_billings (tenant_id, charge_id, occurrence, generation, bill_id, amount, released_generation)
        select $1, q.charge_id, q.occurrence, coalesce(g.generation, 0) + 1, c.bill_id, q.amount, g.generation
        from billing.run_misc_charges q
        join billing.bill_calculations c on c.run_id = q.run_id and c.occupancy_id = q.occupancy_id and c.period_id = q.period_id
        left join lateral (
            select max(b.generation) as generation from billing.misc_charge_billings b where b.tenant_id = $1 and b.charge_id = q.charge_id and b.occurrence = q.occurrence) g on true
        where q.run_id = $2 and c.run_id = $2 and c.page = $3
        """;

    /// <summary>The page's bills under a budget plan.</summary>
    public const string BudgetBills = """
        insert into billing.budget_bills (tenant_id, bill_id, plan_id, kind, actual, asked)
        select $1, c.bill_id, x.plan, c.budget_kind, x.actual, x.asked
        from billing.bill_calculations c
        cross join lateral jsonb_to_record(c.postings -> 'budget') x(plan uuid, actual numeric, asked numeric)
        where c.run_id = $2 and c.page = $3 and c.budget_kind is not null
        """;

    public const string BudgetParts = """
        insert into billing.budget_bill_parts (tenant_id, bill_id, service, fund_id, may_cut_water, plan_id, actual, asked)
        select $1, c.bill_id, x.service, x.fund, x.cut, (c.postings #>> '{budget,plan}')::uuid, x.actual, x.asked
        from billing.bill_calculations c
        cross join lateral jsonb_to_recordset(c.postings #> '{budget,parts}') x(service text, fund uuid, cut boolean, actual numeric, asked numeric)
        where c.run_id = $2 and c.page = $3 and c.budget_kind is not null
        """;

    public const string Reads = """
        insert into billing.billed_reads (tenant_id, bill_id, agreement_id, n, read_id, previous_read_id, usage)
        select $1, c.bill_id, x.agreement, x.n, x.read, x.previous, x.usage
        from billing.bill_calculations c
        cross join lateral jsonb_to_recordset(c.postings -> 'reads') x(agreement uuid, n int, read uuid, previous uuid, usage numeric)
        where c.run_id = $2 and c.page = $3
        """;

    /// <summary>
    /// One statement per account, cut off now: it says what is known as this page is posted. Amount due is the account's balance with these bills; payments are the receipts taken since the statement before, less
    /// those voided since; deposits are those applied since; what else moved the balance in between stands as adjustments.
    /// </summary>
    public const string Statements = """
        insert into billing.statements (tenant_id, id, number, account_id, run_id, cut_off_at, previous_balance, payments, deposits, adjustments, current_charges, amount_due, due_date, stub_number)
        select $1, b.statement_id, b.number, b.account_id, $2, $8, coalesce(p.amount_due, 0), pay.receipts, pay.deposits,
            a.balance - coalesce(p.amount_due, 0) + pay.receipts + pay.deposits - b.total, b.total, a.balance, b.due_date, b.number::text
        from (select (array_agg(c.bill_id order by c.bill_number))[1] as statement_id, min(c.bill_number) as number, c.account_id, sum(c.total - c.budget_variance) as total, min(c.due_date) as due_date
              from billing.bill_calculations c where c.run_id = $2 and c.page = $3 group by c.account_id) b
        join billing.account_balances a on a.tenant_id = $1 and a.account_id = b.account_id
        left join lateral (
            select s.amount_due, s.cut_off_at from billing.statements s where s.tenant_id = $1 and s.account_id = b.account_id order by s.cut_off_at desc, s.number desc limit 1) p on true
        cross join lateral (
            select coalesce(sum(c.live) filter (where c.cause_kind = 'Receipt'), 0) as receipts, coalesce(sum(c.live) filter (where c.cause_kind = 'DepositApplied'), 0) as deposits
            from (
                select c.cause_kind, case when v.credit_id is null then c.amount else 0 end as live
                from billing.credits c
                join billing.journals j on j.tenant_id = c.tenant_id and j.id = c.journal_id
                left join billing.credit_reversals v on v.tenant_id = c.tenant_id and v.credit_id = c.id
                where c.tenant_id = $1 and c.account_id = b.account_id and c.cause_kind in ('Receipt', 'DepositApplied') and j.posted_at > coalesce(p.cut_off_at, '-infinity'::timestamptz)) c) pay
        """;

    public const string StatementBills = """
        insert into billing.statement_bills (tenant_id, statement_id, bill_id)
        select $1, s.id, c.bill_id
        from billing.bill_calculations c
        join billing.statements s on s.tenant_id = c.tenant_id and s.run_id = c.run_id and s.account_id = c.account_id
        where c.run_id = $2 and c.page = $3
        """;

    public const string MarkCalculations = "update billing.bill_calculations set posted_at = $4 where run_id = $2 and page = $3";

    public const string MarkPage = "update billing.bill_run_pages set posted_at = $4 where run_id = $2 and page = $3";

    /// <summary>In this order: what is referred to comes first.</summary>
    public static readonly IReadOnlyList<string> Bookings = [Journals, Charges, Entries, Bills, Lines, Coverage, MiscCharges, BudgetBills, BudgetParts, Reads];

    /// <summary>After everything that the account's balance shall show.</summary>
    public static readonly IReadOnlyList<string> Closing = [Statements, StatementBills, MarkCalculations];
}
