-- The ledger's own guards. Safe to repeat; works on PostgreSQL 15 to 18.
-- Functions that run as definer write the balance tables, which the application role may only read; they name the town in every WHERE.

create or replace function billing.present_town() returns uuid language sql stable as $$
    select nullif(current_setting('app.tenant_id', true), '')::uuid
$$;

-- A journal is booked for the present town, on a day of an open accounting period.
create or replace function billing.check_journals() returns trigger language plpgsql as $$
declare
    bad uuid;
begin
    if exists (select 1 from new_rows r where r.tenant_id is distinct from billing.present_town()) then
        raise exception 'A journal is posted for the present town only' using errcode = 'insufficient_privilege';
    end if;
    select r.id into bad
    from new_rows r
    left join billing.accounting_periods p on p.tenant_id = r.tenant_id and p.id = r.accounting_period_id
    where p.id is null or p.state <> 'Open' or r.ledger_date < p."from" or r.ledger_date >= p."to"
    limit 1;
    if bad is not null then
        raise exception 'Journal % is not dated in an open accounting period', bad using errcode = 'check_violation', constraint = 'journals_open_period';
    end if;
    return null;
end $$;

drop trigger if exists check_journals on billing.journals;
create trigger check_journals after insert on billing.journals
    referencing new table as new_rows for each statement execute function billing.check_journals();

-- At commit the town must still be the one that was posted for. It asks no table, so it costs little and row-level security cannot blind it.
create or replace function billing.check_town_at_commit() returns trigger language plpgsql as $$
begin
    if new.tenant_id is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid then
        raise exception 'The town was changed between posting and commit' using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$;

drop trigger if exists same_town_at_commit on billing.journals;
create constraint trigger same_town_at_commit after insert on billing.journals
    deferrable initially deferred for each row execute function billing.check_town_at_commit();

-- A journal's entries come in one statement, once, for ever: numbered 1 to entry_count without a gap, debits as the header says, zero in each fund.
-- The numbers make a second statement collide with the first on the primary key.
create or replace function billing.check_entries() returns trigger language plpgsql as $$
declare
    bad uuid;
begin
    if exists (select 1 from new_rows r where r.tenant_id is distinct from billing.present_town()) then
        raise exception 'Entries are posted for the present town only' using errcode = 'insufficient_privilege';
    end if;
    select e.journal_id into bad
    from (
        select r.tenant_id, r.journal_id, count(*) as entries, max(r.n) as last_n, sum(r.amount) filter (where r.amount > 0) as debits
        from new_rows r group by r.tenant_id, r.journal_id
    ) e
    left join billing.journals j on j.tenant_id = e.tenant_id and j.id = e.journal_id
    where j.id is null or e.entries <> j.entry_count or e.last_n <> j.entry_count or e.debits is distinct from j.amount
    limit 1;
    if bad is not null then
        raise exception 'The entries of journal % are not those that its header counts', bad using errcode = 'check_violation', constraint = 'entries_match_header';
    end if;
    select r.journal_id into bad from new_rows r group by r.tenant_id, r.journal_id, r.fund_id having sum(r.amount) <> 0 limit 1;
    if bad is not null then
        raise exception 'Journal % does not sum to zero in each fund', bad using errcode = 'check_violation', constraint = 'entries_balance_per_fund';
    end if;
    return null;
end $$;

drop trigger if exists check_entries on billing.entries;
create trigger check_entries after insert on billing.entries
    referencing new table as new_rows for each statement execute function billing.check_entries();

-- A journal without entries is refused at commit by a foreign key to its first entry: key checks are not blinded by row-level security.
do $$
begin
    if not exists (select 1 from pg_constraint where conname = 'fk_journals_first_entry' and conrelid = 'billing.journals'::regclass) then
        alter table billing.journals add constraint fk_journals_first_entry foreign key (tenant_id, id, first_entry)
            references billing.entries (tenant_id, journal_id, n) deferrable initially deferred;
    end if;
end $$;

-- Locks the balance rows of these accounts in the order of their ids and makes those that are missing. Every posting does this first.
create or replace function billing.lock_accounts(accounts uuid[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    town uuid := billing.present_town();
begin
    insert into billing.account_balances (tenant_id, account_id, open, unapplied)
    select distinct town, a, 0, 0 from unnest(accounts) a order by 2
    on conflict do nothing;
    perform 1 from billing.account_balances b where b.tenant_id = town and b.account_id = any (accounts) order by b.account_id for update;
end $$;

create or replace function billing.balance_charges() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into billing.charge_balances (tenant_id, charge_id, account_id, amount, open, is_reversed)
    select r.tenant_id, r.id, r.account_id, r.amount, r.amount, false from new_rows r where r.tenant_id = billing.present_town();
    insert into billing.account_balances (tenant_id, account_id, open, unapplied)
    select r.tenant_id, r.account_id, sum(r.amount), 0 from new_rows r where r.tenant_id = billing.present_town() group by 1, 2 order by 2
    on conflict (tenant_id, account_id) do update set open = account_balances.open + excluded.open;
    return null;
end $$;

drop trigger if exists balance_charges on billing.charges;
create trigger balance_charges after insert on billing.charges
    referencing new table as new_rows for each statement execute function billing.balance_charges();

create or replace function billing.balance_credits() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into billing.credit_balances (tenant_id, credit_id, account_id, amount, unapplied, is_reversed)
    select r.tenant_id, r.id, r.account_id, r.amount, r.amount, false from new_rows r where r.tenant_id = billing.present_town();
    insert into billing.account_balances (tenant_id, account_id, open, unapplied)
    select r.tenant_id, r.account_id, 0, sum(r.amount) from new_rows r where r.tenant_id = billing.present_town() group by 1, 2 order by 2
    on conflict (tenant_id, account_id) do update set unapplied = account_balances.unapplied + excluded.unapplied;
    return null;
end $$;

drop trigger if exists balance_credits on billing.credits;
create trigger balance_credits after insert on billing.credits
    referencing new table as new_rows for each statement execute function billing.balance_credits();

-- The CHECKs of the balance tables refuse what is applied beyond the open amount, beyond the credit, or to a reversed charge.
create or replace function billing.balance_applications() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    town uuid := billing.present_town();
    touched uuid[];
begin
    if exists (
        select 1 from new_rows r
        join billing.credits c on c.tenant_id = r.tenant_id and c.id = r.credit_id
        join billing.charges h on h.tenant_id = r.tenant_id and h.id = r.charge_id
        where r.tenant_id = town and c.account_id <> h.account_id
    ) then
        raise exception 'A credit pays charges of its own account only' using errcode = 'check_violation', constraint = 'applications_one_account';
    end if;
    select array_agg(distinct h.account_id) into touched
    from new_rows r join billing.charges h on h.tenant_id = r.tenant_id and h.id = r.charge_id where r.tenant_id = town;
    perform 1 from billing.account_balances b where b.tenant_id = town and b.account_id = any (touched) order by b.account_id for update;
    update billing.charge_balances b set open = b.open - s.amount
    from (select r.charge_id, sum(r.amount) as amount from new_rows r where r.tenant_id = town group by 1) s
    where b.tenant_id = town and b.charge_id = s.charge_id;
    update billing.credit_balances b set unapplied = b.unapplied - s.amount
    from (select r.credit_id, sum(r.amount) as amount from new_rows r where r.tenant_id = town group by 1) s
    where b.tenant_id = town and b.credit_id = s.credit_id;
    update billing.account_balances b set open = b.open - s.amount, unapplied = b.unapplied - s.amount
    from (
        select h.account_id, sum(r.amount) as amount
        from new_rows r join billing.charges h on h.tenant_id = r.tenant_id and h.id = r.charge_id where r.tenant_id = town group by 1
    ) s
    where b.tenant_id = town and b.account_id = s.account_id;
    return null;
end $$;

drop trigger if exists balance_applications on billing.applications;
create trigger balance_applications after insert on billing.applications
    referencing new table as new_rows for each statement execute function billing.balance_applications();

create or replace function billing.balance_unapplications() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    town uuid := billing.present_town();
    touched uuid[];
begin
    select array_agg(distinct h.account_id) into touched
    from new_rows r
    join billing.applications a on a.tenant_id = r.tenant_id and a.id = r.application_id
    join billing.charges h on h.tenant_id = a.tenant_id and h.id = a.charge_id
    where r.tenant_id = town;
    perform 1 from billing.account_balances b where b.tenant_id = town and b.account_id = any (touched) order by b.account_id for update;
    update billing.charge_balances b set open = b.open + s.amount
    from (
        select a.charge_id, sum(a.amount) as amount
        from new_rows r join billing.applications a on a.tenant_id = r.tenant_id and a.id = r.application_id where r.tenant_id = town group by 1
    ) s
    where b.tenant_id = town and b.charge_id = s.charge_id;
    update billing.credit_balances b set unapplied = b.unapplied + s.amount
    from (
        select a.credit_id, sum(a.amount) as amount
        from new_rows r join billing.applications a on a.tenant_id = r.tenant_id and a.id = r.application_id where r.tenant_id = town group by 1
    ) s
    where b.tenant_id = town and b.credit_id = s.credit_id;
    update billing.account_balances b set open = b.open + s.amount, unapplied = b.unapplied + s.amount
    from (
        select h.account_id, sum(a.amount) as amount
        from new_rows r
        join billing.applications a on a.tenant_id = r.tenant_id and a.id = r.application_id
        join billing.charges h on h.tenant_id = a.tenant_id and h.id = a.charge_id
        where r.tenant_id = town group by 1
    ) s
    where b.tenant_id = town and b.account_id = s.account_id;
    return null;
end $$;

drop trigger if exists balance_unapplications on billing.unapplications;
create trigger balance_unapplications after insert on billing.unapplications
    referencing new table as new_rows for each statement execute function billing.balance_unapplications();

create or replace function billing.balance_charge_reversals() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    town uuid := billing.present_town();
    touched uuid[];
begin
    select array_agg(distinct h.account_id) into touched
    from new_rows r join billing.charges h on h.tenant_id = r.tenant_id and h.id = r.charge_id where r.tenant_id = town;
    perform 1 from billing.account_balances b where b.tenant_id = town and b.account_id = any (touched) order by b.account_id for update;
    if exists (
        select 1 from new_rows r join billing.charge_balances b on b.tenant_id = r.tenant_id and b.charge_id = r.charge_id
        where r.tenant_id = town and (b.is_reversed or b.open <> b.amount)
    ) then
        raise exception 'A charge is reversed once, and only when nothing is applied to it' using errcode = 'check_violation', constraint = 'charge_reversals_unpaid';
    end if;
    update billing.account_balances b set open = b.open - s.amount
    from (
        select h.account_id, sum(h.amount) as amount
        from new_rows r join billing.charges h on h.tenant_id = r.tenant_id and h.id = r.charge_id where r.tenant_id = town group by 1
    ) s
    where b.tenant_id = town and b.account_id = s.account_id;
    update billing.charge_balances b set open = 0, is_reversed = true
    from new_rows r where r.tenant_id = town and b.tenant_id = town and b.charge_id = r.charge_id;
    return null;
end $$;

drop trigger if exists balance_charge_reversals on billing.charge_reversals;
create trigger balance_charge_reversals after insert on billing.charge_reversals
    referencing new table as new_rows for each statement execute function billing.balance_charge_reversals();

create or replace function billing.balance_credit_reversals() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    town uuid := billing.present_town();
    touched uuid[];
begin
    select array_agg(distinct c.account_id) into touched
    from new_rows r join billing.credits c on c.tenant_id = r.tenant_id and c.id = r.credit_id where r.tenant_id = town;
    perform 1 from billing.account_balances b where b.tenant_id = town and b.account_id = any (touched) order by b.account_id for update;
    if exists (
        select 1 from new_rows r join billing.credit_balances b on b.tenant_id = r.tenant_id and b.credit_id = r.credit_id
        where r.tenant_id = town and (b.is_reversed or b.unapplied <> b.amount)
    ) then
        raise exception 'A credit is reversed once, and only when none of it is applied' using errcode = 'check_violation', constraint = 'credit_reversals_unapplied';
    end if;
    update billing.account_balances b set unapplied = b.unapplied - s.amount
    from (
        select c.account_id, sum(c.amount) as amount
        from new_rows r join billing.credits c on c.tenant_id = r.tenant_id and c.id = r.credit_id where r.tenant_id = town group by 1
    ) s
    where b.tenant_id = town and b.account_id = s.account_id;
    update billing.credit_balances b set unapplied = 0, is_reversed = true
    from new_rows r where r.tenant_id = town and b.tenant_id = town and b.credit_id = r.credit_id;
    return null;
end $$;

drop trigger if exists balance_credit_reversals on billing.credit_reversals;
create trigger balance_credit_reversals after insert on billing.credit_reversals
    referencing new table as new_rows for each statement execute function billing.balance_credit_reversals();

-- What the balance tables should hold, from the documents alone. Read by the rebuild and by `ub books verify`.
create or replace view billing.expected_charge_balances with (security_invoker = true) as
select h.tenant_id, h.id as charge_id, h.account_id, h.amount,
       case when r.id is not null then 0 else h.amount - coalesce(p.applied, 0) end as open, r.id is not null as is_reversed
from billing.charges h
left join billing.charge_reversals r on r.tenant_id = h.tenant_id and r.charge_id = h.id
left join (
    select a.tenant_id, a.charge_id, sum(a.amount) as applied
    from billing.applications a
    left join billing.unapplications u on u.tenant_id = a.tenant_id and u.application_id = a.id
    where u.id is null group by 1, 2
) p on p.tenant_id = h.tenant_id and p.charge_id = h.id;

create or replace view billing.expected_credit_balances with (security_invoker = true) as
select c.tenant_id, c.id as credit_id, c.account_id, c.amount,
       case when r.id is not null then 0 else c.amount - coalesce(p.applied, 0) end as unapplied, r.id is not null as is_reversed
from billing.credits c
left join billing.credit_reversals r on r.tenant_id = c.tenant_id and r.credit_id = c.id
left join (
    select a.tenant_id, a.credit_id, sum(a.amount) as applied
    from billing.applications a
    left join billing.unapplications u on u.tenant_id = a.tenant_id and u.application_id = a.id
    where u.id is null group by 1, 2
) p on p.tenant_id = c.tenant_id and p.credit_id = c.id;

create or replace view billing.expected_account_balances with (security_invoker = true) as
select x.tenant_id, x.account_id, sum(x.open) as open, sum(x.unapplied) as unapplied
from (
    select tenant_id, account_id, open, 0::numeric as unapplied from billing.expected_charge_balances
    union all
    select tenant_id, account_id, 0::numeric, unapplied from billing.expected_credit_balances
) x group by 1, 2;

-- Writes the balance tables of the present town anew. Returns how many account balances were wrong.
create or replace function billing.rebuild_balances() returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    town uuid := billing.present_town();
    wrong bigint;
begin
    lock table billing.account_balances, billing.charge_balances, billing.credit_balances in exclusive mode;
    select count(*) into wrong
    from (select * from billing.account_balances where tenant_id = town) b
    full join (select * from billing.expected_account_balances where tenant_id = town) e on e.account_id = b.account_id
    where coalesce(b.open, 0) <> coalesce(e.open, 0) or coalesce(b.unapplied, 0) <> coalesce(e.unapplied, 0);
    delete from billing.charge_balances where tenant_id = town;
    delete from billing.credit_balances where tenant_id = town;
    insert into billing.charge_balances (tenant_id, charge_id, account_id, amount, open, is_reversed)
    select tenant_id, charge_id, account_id, amount, open, is_reversed from billing.expected_charge_balances where tenant_id = town;
    insert into billing.credit_balances (tenant_id, credit_id, account_id, amount, unapplied, is_reversed)
    select tenant_id, credit_id, account_id, amount, unapplied, is_reversed from billing.expected_credit_balances where tenant_id = town;
    delete from billing.account_balances where tenant_id = town;
    insert into billing.account_balances (tenant_id, account_id, open, unapplied)
    select tenant_id, account_id, open, unapplied from billing.expected_account_balances where tenant_id = town;
    return wrong;
end $$;

grant select on billing.expected_charge_balances, billing.expected_credit_balances, billing.expected_account_balances to ub_app, ub_backup;
