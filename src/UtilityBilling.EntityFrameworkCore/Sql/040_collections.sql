-- The counter's own guards. Safe to repeat.

-- What is applied and refunded of a deposit never exceeds it. As definer, since the application role may not lock an append-only row; it names the town.
create or replace function collections.refuse_more_than_held() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held numeric;
begin
    select d.amount into held from collections.deposits d where d.tenant_id = new.tenant_id and d.id = new.deposit_id for update;
    if held - coalesce((select sum(e.amount) from collections.deposit_events e where e.tenant_id = new.tenant_id and e.deposit_id = new.deposit_id), 0) < 0 then
        raise exception 'More than is held of deposit %', new.deposit_id using errcode = 'check_violation', constraint = 'deposit_events_held';
    end if;
    return null;
end $$;

drop trigger if exists within_deposit on collections.deposit_events;
create trigger within_deposit after insert on collections.deposit_events for each row execute function collections.refuse_more_than_held();
