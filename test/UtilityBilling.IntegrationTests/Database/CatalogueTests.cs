using Npgsql;
using Shouldly;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Database;

/// <summary>
/// T1 and architecture test 6: walks the catalogue of a migrated database. The silent failure: a new table without row-level security, or with a key that
/// leaves the town out, works in every other test and shows one town's rows to another.
/// </summary>
public sealed class CatalogueTests : IAsyncLifetime
{
    /// <summary>The instance's own tables; every other table must belong to towns.</summary>
    private const string HostTables = """
        ('platform.tenants', 'platform.users', 'platform.user_tenants', 'platform.data_protection_keys', 'platform.background_jobs', 'platform.outbox_messages', 'platform.migrations_history')
        """;

    private const string TenantTables = $"""
        select c.oid, c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\_toast%' and n.nspname not like 'pg\_temp%'
          and (n.nspname || '.' || c.relname) not in {HostTables} and not (n.nspname = 'platform' and c.relname like 'qrtz\_%')
        """;

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task There_are_tables_to_look_at() => (await ListAsync($"select name from ({TenantTables}) t")).Count.ShouldBeGreaterThan(20);

    [Fact]
    public async Task T1_every_tenant_table_has_forced_row_level_security() =>
        (await ListAsync($"select t.name from ({TenantTables}) t join pg_class c on c.oid = t.oid where not (c.relrowsecurity and c.relforcerowsecurity)")).ShouldBeEmpty();

    [Fact]
    public async Task T1_every_tenant_table_has_one_policy_with_using_and_with_check_on_the_session_town() =>
        (await ListAsync($"""
            select t.name from ({TenantTables}) t
            where (select count(*) from pg_policy p where p.polrelid = t.oid) <> 1
               or not exists (select 1 from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive and p.polroles = '{"{0}"}'
                    and pg_get_expr(p.polqual, p.polrelid) like '(tenant_id = ( SELECT (NULLIF(current_setting(''app.tenant_id''::text, true), ''''::text))::uuid AS "nullif"))'
                    and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid))
            """)).ShouldBeEmpty();

    [Fact]
    public async Task T1_every_tenant_table_has_a_town_that_is_never_null() =>
        (await ListAsync($"select t.name from ({TenantTables}) t where not exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id' and a.attnotnull and a.atttypid = 'uuid'::regtype)")).ShouldBeEmpty();

    [Fact]
    public async Task T1_every_primary_and_unique_key_begins_with_the_town() =>
        (await ListAsync($"""
            select i.indexrelid::regclass::text from ({TenantTables}) t join pg_index i on i.indrelid = t.oid
            where i.indisunique and (select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0]) is distinct from 'tenant_id'
            union all
            select t.name || ' has no primary key' from ({TenantTables}) t where not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indisprimary)
            """)).ShouldBeEmpty();

    /// <summary>PostgreSQL checks foreign keys past row-level security: a key without the town would accept another town's record.</summary>
    [Fact]
    public async Task T1_every_foreign_key_to_a_tenant_table_carries_the_town() =>
        (await ListAsync($"""
            select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
            where k.contype = 'f' and k.confrelid in (select oid from ({TenantTables}) t)
              and not exists (
                select 1 from unnest(k.conkey, k.confkey) with ordinality as pair(child, parent, n)
                join pg_attribute c on c.attrelid = k.conrelid and c.attnum = pair.child
                join pg_attribute p on p.attrelid = k.confrelid and p.attnum = pair.parent
                where c.attname = 'tenant_id' and p.attname = 'tenant_id')
            """)).ShouldBeEmpty();

    [Fact]
    public async Task T1_no_foreign_key_of_a_tenant_table_deletes_or_changes_along() =>
        (await ListAsync($"select k.conrelid::regclass || ' ' || k.conname from pg_constraint k where k.contype = 'f' and k.conrelid in (select oid from ({TenantTables}) t) and (k.confdeltype not in ('a', 'r') or k.confupdtype not in ('a', 'r'))")).ShouldBeEmpty();

    [Fact]
    public async Task T1_every_view_asks_with_the_rights_of_who_looks() =>
        (await ListAsync("""
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and not coalesce('security_invoker=true' = any (c.reloptions), false)
            """)).ShouldBeEmpty();

    [Fact]
    public async Task T1_the_application_role_owns_nothing_and_bypasses_nothing()
    {
        (await ListAsync("select objid::text from pg_shdepend where refobjid = 'ub_app'::regrole and deptype = 'o'")).ShouldBeEmpty();
        (await ListAsync("select rolname from pg_roles where rolname in ('ub_app', 'ub_report') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)")).ShouldBeEmpty();
        (await ListAsync("select rolname from pg_roles where rolbypassrls and not rolsuper order by 1")).ShouldBe([RoleBootstrap.BackupRole, RoleBootstrap.OwnerRole]);
        (await ListAsync("select roleid::regrole::text from pg_auth_members where member = 'ub_app'::regrole")).ShouldBeEmpty();
    }

    [Fact]
    public async Task T1_the_application_role_truncates_nothing_and_creates_nothing_that_stays()
    {
        (await ListAsync("select c.oid::regclass::text from pg_class c where c.relkind in ('r', 'p') and has_table_privilege('ub_app', c.oid, 'TRUNCATE') and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')")).ShouldBeEmpty();
        (await ListAsync("select nspname::text from pg_namespace where has_schema_privilege('ub_app', oid, 'CREATE') and nspname not like 'pg\\_temp%' and nspname not like 'pg\\_toast\\_temp%'")).ShouldBeEmpty();
        (await ListAsync("select 'create' where has_database_privilege('ub_app', current_database(), 'CREATE') union all select 'no temp' where not has_database_privilege('ub_app', current_database(), 'TEMP')")).ShouldBeEmpty();
    }

    /// <summary>A definer function runs with the owner's bypass: without a fixed search path, a caller could put a table of its own in front.</summary>
    [Fact]
    public async Task T1_every_definer_function_fixes_its_search_path() =>
        (await ListAsync("select p.oid::regprocedure::text from pg_proc p where p.prosecdef and not exists (select 1 from unnest(coalesce(p.proconfig, '{}')) s where s like 'search_path=%')")).ShouldBeEmpty();

    /// <summary>L6. Binary fractions cannot hold a cent.</summary>
    [Fact]
    public async Task L6_no_column_is_a_float() =>
        (await ListAsync("select attrelid::regclass || '.' || attname from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind in ('r', 'p') and a.atttypid in ('float4'::regtype, 'float8'::regtype, 'money'::regtype) and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')")).ShouldBeEmpty();

    /// <summary>Instants come from the clock in use: a default of the database would put the demo's history on the day of its making.</summary>
    [Fact]
    public async Task No_column_takes_its_time_from_the_database() =>
        (await ListAsync("select table_schema || '.' || table_name || '.' || column_name from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema') and column_default ~* 'now\\(|current_|clock_timestamp|uuid'")).ShouldBeEmpty();

    private async Task<List<string>> ListAsync(string sql)
    {
        await using var connection = await _database.OpenAsync(_database.OwnerConnectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await reader.ReadAsync())
            list.Add(reader.GetString(0));
        return list;
    }
}
