-- What a register showed is never changed: a correction is another read.
create or replace function metering.refuse_changed_read() returns trigger language plpgsql as $$
begin
    if (new.value, new.date, new.register_id, new.service_point_id, new.kind, new.source) is distinct from (old.value, old.date, old.register_id, old.service_point_id, old.kind, old.source) then
        raise exception 'A read keeps its value and date: enter a correction, which supersedes it' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

drop trigger if exists keep_value on metering.reads;
create trigger keep_value before update on metering.reads for each row execute function metering.refuse_changed_read();
