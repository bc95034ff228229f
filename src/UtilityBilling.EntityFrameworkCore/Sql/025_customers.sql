-- No two agreements of one service overlap at one service point (unmetered: at one premise). The premise row is locked first, so that two
-- clerks who open service at the same moment wait for each other.
create or replace function customers.refuse_overlapping_agreements() returns trigger language plpgsql as $$
begin
    perform 1 from customers.premises p where p.tenant_id = new.tenant_id and p.id = new.premise_id for update;
    if exists (
        select 1 from customers.service_agreements a
        where a.tenant_id = new.tenant_id and a.premise_id = new.premise_id and a.service = new.service and a.id <> new.id
          and a.service_point_id is not distinct from new.service_point_id
          and a."from" < coalesce(new."to", 'infinity'::date) and new."from" < coalesce(a."to", 'infinity'::date)
    ) then
        raise exception 'Agreements for % overlap at premise %', new.service, new.premise_id
            using errcode = 'exclusion_violation', constraint = 'ex_service_agreements_overlap';
    end if;
    return new;
end $$;

drop trigger if exists no_overlap on customers.service_agreements;
create trigger no_overlap before insert or update of "from", "to", service_point_id, premise_id, service on customers.service_agreements
    for each row execute function customers.refuse_overlapping_agreements();

create or replace function customers.refuse_overlapping_facts() returns trigger language plpgsql as $$
begin
    perform 1 from customers.premises p where p.tenant_id = new.tenant_id and p.id = new.premise_id for update;
    if exists (
        select 1 from customers.premise_facts f
        where f.tenant_id = new.tenant_id and f.premise_id = new.premise_id and f.name = new.name and f.id <> new.id
          and f."from" < coalesce(new."to", 'infinity'::date) and new."from" < coalesce(f."to", 'infinity'::date)
    ) then
        raise exception 'Facts % overlap at premise %', new.name, new.premise_id
            using errcode = 'exclusion_violation', constraint = 'ex_premise_facts_overlap';
    end if;
    return new;
end $$;

drop trigger if exists no_overlap on customers.premise_facts;
create trigger no_overlap before insert or update of "from", "to", name, premise_id on customers.premise_facts
    for each row execute function customers.refuse_overlapping_facts();
