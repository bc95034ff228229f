-- No two agreements of one service overlap at one service point (unmetered: at one premise), no two facts of one name at one premise, and no two enrolments.
-- Checked once per statement, so that a town of any size may come in at once. The premises are locked first: of two clerks who open service
-- at the same moment, the second waits and then sees what the first has written.
-- The statements are planned at each call (execute): a plan kept from one agreement would read the whole table for each of many thousands.
create or replace function customers.refuse_overlapping_agreements() returns trigger language plpgsql as $$
declare
    clash record;
begin
    execute 'select 1 from customers.premises p where (p.tenant_id, p.id) in (select n.tenant_id, n.premise_id from added n) order by p.id for no key update';
    execute $sql$
        select n.service, n.premise_id
        from added n
        join customers.service_agreements a
          on a.tenant_id = n.tenant_id and a.premise_id = n.premise_id and a.service = n.service and a.id <> n.id
         and a.service_point_id is not distinct from n.service_point_id
         and a."from" < coalesce(n."to", 'infinity'::date) and n."from" < coalesce(a."to", 'infinity'::date)
        limit 1
    $sql$ into clash;
    if clash is not null then
        raise exception 'Agreements for % overlap at premise %', clash.service, clash.premise_id
            using errcode = 'exclusion_violation', constraint = 'ex_service_agreements_overlap';
    end if;
    return null;
end $$;

drop trigger if exists no_overlap on customers.service_agreements;
drop trigger if exists no_overlap_added on customers.service_agreements;
drop trigger if exists no_overlap_changed on customers.service_agreements;
create trigger no_overlap_added after insert on customers.service_agreements
    referencing new table as added for each statement execute function customers.refuse_overlapping_agreements();
create trigger no_overlap_changed after update on customers.service_agreements
    referencing new table as added for each statement execute function customers.refuse_overlapping_agreements();

create or replace function customers.refuse_overlapping_facts() returns trigger language plpgsql as $$
declare
    clash record;
begin
    execute 'select 1 from customers.premises p where (p.tenant_id, p.id) in (select n.tenant_id, n.premise_id from added n) order by p.id for no key update';
    execute $sql$
        select n.name, n.premise_id
        from added n
        join customers.premise_facts f
          on f.tenant_id = n.tenant_id and f.premise_id = n.premise_id and f.name = n.name and f.id <> n.id
         and f."from" < coalesce(n."to", 'infinity'::date) and n."from" < coalesce(f."to", 'infinity'::date)
        limit 1
    $sql$ into clash;
    if clash is not null then
        raise exception 'Facts % overlap at premise %', clash.name, clash.premise_id
            using errcode = 'exclusion_violation', constraint = 'ex_premise_facts_overlap';
    end if;
    return null;
end $$;

drop trigger if exists no_overlap on customers.premise_facts;
drop trigger if exists no_overlap_added on customers.premise_facts;
drop trigger if exists no_overlap_changed on customers.premise_facts;
create trigger no_overlap_added after insert on customers.premise_facts
    referencing new table as added for each statement execute function customers.refuse_overlapping_facts();
create trigger no_overlap_changed after update on customers.premise_facts
    referencing new table as added for each statement execute function customers.refuse_overlapping_facts();

-- No two enrolments of one programme overlap for one premise and account; one that stays with the premise counts for every account there. One that was taken back
-- ends on its first day and overlaps nothing.
create or replace function customers.refuse_overlapping_enrollments() returns trigger language plpgsql as $$
declare
    clash record;
begin
    execute 'select 1 from customers.premises p where (p.tenant_id, p.id) in (select n.tenant_id, n.premise_id from added n) order by p.id for no key update';
    execute $sql$
        select n.program, n.premise_id
        from added n
        join customers.enrollments e
          on e.tenant_id = n.tenant_id and e.premise_id = n.premise_id and e.program = n.program and e.id <> n.id
         and (e.account_id is null or n.account_id is null or e.account_id = n.account_id)
         and e."from" < coalesce(n."to", 'infinity'::date) and n."from" < coalesce(e."to", 'infinity'::date)
        where n."to" is distinct from n."from" and e."to" is distinct from e."from"
        limit 1
    $sql$ into clash;
    if clash is not null then
        raise exception 'Enrollments in % overlap at premise %', clash.program, clash.premise_id
            using errcode = 'exclusion_violation', constraint = 'ex_enrollments_overlap';
    end if;
    return null;
end $$;

drop trigger if exists no_overlap_added on customers.enrollments;
drop trigger if exists no_overlap_changed on customers.enrollments;
create trigger no_overlap_added after insert on customers.enrollments
    referencing new table as added for each statement execute function customers.refuse_overlapping_enrollments();
create trigger no_overlap_changed after update on customers.enrollments
    referencing new table as added for each statement execute function customers.refuse_overlapping_enrollments();

-- What there is to bill, for the statements of other modules: see BillableAgreements in Customers.Contracts.
create or replace view customers.billable_agreements with (security_invoker = true) as
select a.tenant_id, a.id as agreement_id, a.occupancy_id, a.cycle_id, a.service, a."from", a."to", o."to" as moved_out
from customers.service_agreements a
join customers.occupancies o on o.tenant_id = a.tenant_id and o.id = a.occupancy_id and o.status not in ('Pending', 'Voided');

grant select on customers.billable_agreements to ub_app, ub_backup;

-- No two temporary stops of one agreement overlap, and none lies outside its agreement's days. One that was taken back ends on its first day and stands in nobody's way.
create or replace function customers.refuse_overlapping_stops() returns trigger language plpgsql as $$
declare
    clash record;
begin
    execute 'select 1 from customers.service_agreements a where (a.tenant_id, a.id) in (select n.tenant_id, n.agreement_id from added n) order by a.id for no key update';
    execute $sql$
        select n.agreement_id
        from added n
        join customers.service_agreements a on a.tenant_id = n.tenant_id and a.id = n.agreement_id
        where n."to" is distinct from n."from" and (
            n."from" < a."from" or n."from" >= coalesce(a."to", 'infinity'::date)
            or exists (
                select 1 from customers.service_stops s
                where s.tenant_id = n.tenant_id and s.agreement_id = n.agreement_id and s.id <> n.id and s."to" is distinct from s."from"
                  and s."from" < coalesce(n."to", 'infinity'::date) and n."from" < coalesce(s."to", 'infinity'::date)))
        limit 1
    $sql$ into clash;
    if clash is not null then
        raise exception 'Stops overlap, or lie outside agreement %', clash.agreement_id
            using errcode = 'exclusion_violation', constraint = 'ex_service_stops_overlap';
    end if;
    return null;
end $$;

drop trigger if exists no_overlap_added on customers.service_stops;
drop trigger if exists no_overlap_changed on customers.service_stops;
create trigger no_overlap_added after insert on customers.service_stops
    referencing new table as added for each statement execute function customers.refuse_overlapping_stops();
create trigger no_overlap_changed after update on customers.service_stops
    referencing new table as added for each statement execute function customers.refuse_overlapping_stops();

-- One premise has one landlord's agreement at a time.
create or replace function customers.refuse_overlapping_reversions() returns trigger language plpgsql as $$
declare
    clash record;
begin
    execute 'select 1 from customers.premises p where (p.tenant_id, p.id) in (select n.tenant_id, n.premise_id from added n) order by p.id for no key update';
    execute $sql$
        select n.premise_id
        from added n
        join customers.reversion_agreements r
          on r.tenant_id = n.tenant_id and r.premise_id = n.premise_id and r.id <> n.id
         and r."from" < coalesce(n."to", 'infinity'::date) and n."from" < coalesce(r."to", 'infinity'::date)
        where n."to" is distinct from n."from" and r."to" is distinct from r."from"
        limit 1
    $sql$ into clash;
    if clash is not null then
        raise exception 'Reversion agreements overlap at premise %', clash.premise_id
            using errcode = 'exclusion_violation', constraint = 'ex_reversion_agreements_overlap';
    end if;
    return null;
end $$;

drop trigger if exists no_overlap_added on customers.reversion_agreements;
drop trigger if exists no_overlap_changed on customers.reversion_agreements;
create trigger no_overlap_added after insert on customers.reversion_agreements
    referencing new table as added for each statement execute function customers.refuse_overlapping_reversions();
create trigger no_overlap_changed after update on customers.reversion_agreements
    referencing new table as added for each statement execute function customers.refuse_overlapping_reversions();
