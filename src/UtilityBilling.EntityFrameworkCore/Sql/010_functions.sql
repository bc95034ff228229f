-- Functions that tables of several modules lean on. Safe to repeat.
create schema if not exists platform;

-- The cast from text depends on the session in general; with an offset in the text, as the application writes it, it does not.
create or replace function platform.text_to_timestamptz(value text) returns timestamptz language sql immutable strict as $$ select value::timestamptz $$;

create or replace function platform.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% on %.% is refused: its rows are only ever added', tg_op, tg_table_schema, tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;

-- Counts a module's tables anew for the planner, after many rows came in at once: until the server does so by itself, it plans as if the tables were
-- empty, and reads a whole town for each row, key checks included. Only tables that have at least doubled are counted, and none that somebody else is
-- counting, so it may be called often. Tells nobody what is in them.
create or replace function platform.analyze_schema(wanted text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    counted regclass;
begin
    if wanted not in ('platform', 'customers', 'metering', 'billing', 'collections') then
        raise exception 'Schema % is none of a module', wanted using errcode = 'invalid_parameter_value';
    end if;
    for counted in
        select c.oid::regclass from pg_class c
        where c.relnamespace = wanted::regnamespace and c.relkind = 'r' and pg_relation_size(c.oid) / current_setting('block_size')::int > 2 * greatest(c.relpages, 1)
        order by c.relname
    loop
        execute format('analyze (skip_locked) %s', counted);
    end loop;
end $$;
