-- What `ub_report` reads: figures by account number, without names, addresses or telephones. The views run with the reader's own rights, so that row-level
-- security shows one town, the one that the session names in app.tenant_id; without one they are empty. Safe to repeat.
create schema if not exists reports;

create or replace view reports.accounts with (security_invoker = true) as
select a.tenant_id, a.number as account, a.opened_on, a.delivery, coalesce(b.open, 0) as open, coalesce(b.unapplied, 0) as unapplied, coalesce(b.balance, 0) as balance
from customers.accounts a
left join billing.account_balances b on b.tenant_id = a.tenant_id and b.account_id = a.id;

create or replace view reports.bills with (security_invoker = true) as
select b.tenant_id, b.number as bill, a.number as account, c.code as cycle, p.code as period, b.bill_date, b.due_date, b."from", b."to", b.total
from billing.bills b
join customers.accounts a on a.tenant_id = b.tenant_id and a.id = b.account_id
join billing.billing_periods p on p.tenant_id = b.tenant_id and p.id = b.period_id
join billing.cycles c on c.tenant_id = p.tenant_id and c.id = p.cycle_id;

create or replace view reports.bill_lines with (security_invoker = true) as
select l.tenant_id, b.number as bill, b.bill_date, l.n, l.service, l.component, l.quantity, l.unit_price, l.amount
from billing.bill_lines l
join billing.bills b on b.tenant_id = l.tenant_id and b.id = l.bill_id;

create or replace view reports.entries with (security_invoker = true) as
select e.tenant_id, j.ledger_date, j.effective_date, j.source_kind, e.journal_id, e.n, f.code as fund, g.code as gl_account, e.service, e.amount
from billing.entries e
join billing.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id
join billing.funds f on f.tenant_id = e.tenant_id and f.id = e.fund_id
join billing.gl_accounts g on g.tenant_id = e.tenant_id and g.id = e.gl_account_id;

create or replace view reports.receipts with (security_invoker = true) as
select r.tenant_id, r.series, r.number as receipt, r.business_date, r.total, v.voided_at
from collections.receipts r
left join collections.receipt_voids v on v.tenant_id = r.tenant_id and v.receipt_id = r.id;
