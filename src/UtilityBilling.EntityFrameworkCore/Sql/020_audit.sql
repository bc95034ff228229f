-- The audit chain: one row per unit of work, hashed over its predecessor, so that a changed, missing or cut-off row is found.
create schema if not exists audit;

create table if not exists audit.chain_heads (
    tenant_id uuid primary key references platform.tenants (id),
    sequence bigint not null default 0,
    hash bytea not null default '\x'::bytea
);

create table if not exists audit.audit_logs (
    tenant_id uuid not null references platform.tenants (id),
    sequence bigint not null,
    previous_hash bytea not null,
    hash bytea not null,
    payload text not null,
    recorded_at timestamptz not null generated always as (platform.text_to_timestamptz((payload::jsonb) ->> 'at')) stored,
    user_id uuid not null generated always as (((payload::jsonb) ->> 'userId')::uuid) stored,
    user_name text not null generated always as ((payload::jsonb) ->> 'userName') stored,
    origin text generated always as ((payload::jsonb) ->> 'origin') stored,
    primary key (tenant_id, sequence)
);
create index if not exists ix_audit_logs_recorded_at on audit.audit_logs (tenant_id, recorded_at);
create index if not exists ix_audit_logs_user_name on audit.audit_logs (tenant_id, user_name);

-- Which records an audit row speaks of, so that a record's history is found without reading every payload.
create table if not exists audit.audit_log_records (
    tenant_id uuid not null,
    sequence bigint not null,
    n integer not null,
    record_type text not null,
    record_id text not null,
    primary key (tenant_id, sequence, n),
    foreign key (tenant_id, sequence) references audit.audit_logs (tenant_id, sequence)
);
create index if not exists ix_audit_log_records_record on audit.audit_log_records (tenant_id, record_type, record_id);

create or replace function audit.entry_hash(tenant uuid, sequence bigint, previous bytea, payload text) returns bytea
    language sql immutable as $$
    select sha256(convert_to('ub1' || e'\n' || tenant::text || e'\n' || sequence::text || e'\n' || encode(previous, 'hex') || e'\n' || payload, 'UTF8'))
$$;

-- Runs as definer so that the application role needs no right on the chain heads; it names the tenant in every WHERE.
create or replace function audit.append() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
    head audit.chain_heads%rowtype;
begin
    if new.tenant_id is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid then
        raise exception 'An audit row is written for the present town only' using errcode = 'insufficient_privilege';
    end if;
    insert into audit.chain_heads (tenant_id) values (new.tenant_id) on conflict do nothing;
    select * into head from audit.chain_heads where tenant_id = new.tenant_id for update;
    new.sequence := head.sequence + 1;
    new.previous_hash := head.hash;
    new.hash := audit.entry_hash(new.tenant_id, new.sequence, head.hash, new.payload);
    update audit.chain_heads set sequence = new.sequence, hash = new.hash where tenant_id = new.tenant_id;
    return new;
end $$;

drop trigger if exists chain on audit.audit_logs;
create trigger chain before insert on audit.audit_logs for each row execute function audit.append();

create or replace function audit.list_records() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
    insert into audit.audit_log_records (tenant_id, sequence, n, record_type, record_id)
    select new.tenant_id, new.sequence, row_number() over (), r.type, r.id
    from (
        select distinct change ->> 'type' as type, change ->> 'id' as id
        from jsonb_array_elements(coalesce(new.payload::jsonb -> 'changes', '[]'::jsonb)) change
        union
        select note ->> 'subject', note ->> 'recordId' from jsonb_array_elements(coalesce(new.payload::jsonb -> 'notes', '[]'::jsonb)) note
        where note ->> 'recordId' is not null
        union
        select bulk ->> 'action', bulk ->> 'recordId' from jsonb_array_elements(coalesce(new.payload::jsonb -> 'bulk', '[]'::jsonb)) bulk
    ) r
    where r.id is not null;
    return null;
end $$;

drop trigger if exists records on audit.audit_logs;
create trigger records after insert on audit.audit_logs for each row execute function audit.list_records();

-- Refused attempts and looks at masked fields, written on a connection of their own.
create table if not exists audit.security_logs (
    tenant_id uuid not null references platform.tenants (id),
    id bigint generated always as identity,
    recorded_at timestamptz not null,
    action text not null,
    user_name text,
    detail text not null,
    primary key (tenant_id, id)
);
create index if not exists ix_security_logs_recorded_at on audit.security_logs (tenant_id, recorded_at);
