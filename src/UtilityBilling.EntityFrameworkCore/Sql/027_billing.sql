-- An approved tariff never changes, and its bills can be recomputed years later.
create or replace function billing.refuse_changed_tariff() returns trigger language plpgsql as $$
begin
    if old.state = 'Approved' then
        raise exception 'Tariff % is approved: prepare a new version instead', old.name using errcode = 'integrity_constraint_violation';
    end if;
    return coalesce(new, old);
end $$;

drop trigger if exists keep_approved on billing.tariff_versions;
create trigger keep_approved before update or delete on billing.tariff_versions for each row execute function billing.refuse_changed_tariff();
