-- Functions that tables of several modules lean on. Safe to repeat.
create schema if not exists platform;

-- The cast from text depends on the session in general; with an offset in the text, as the application writes it, it does not.
create or replace function platform.text_to_timestamptz(value text) returns timestamptz language sql immutable strict as $$ select value::timestamptz $$;

create or replace function platform.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% on %.% is refused: its rows are only ever added', tg_op, tg_table_schema, tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
