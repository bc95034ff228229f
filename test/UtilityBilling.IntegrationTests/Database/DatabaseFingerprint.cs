using Npgsql;

namespace UtilityBilling.IntegrationTests.Database;

/// <summary>Tables, columns, constraints, indexes, triggers, policies, functions and grants of a database as one sorted text.</summary>
internal static class DatabaseFingerprint
{
    private const string Sql = """
        select string_agg(line, e'\n' order by line collate "C") from (
            select 'column ' || table_schema || '.' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
            from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')
            union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
            union all select 'index ' || indexdef from pg_indexes where schemaname not in ('pg_catalog')
            union all select 'trigger ' || tgrelid::regclass || ' ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
            union all select 'policy ' || schemaname || '.' || tablename || ' ' || policyname || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '') from pg_policies
            union all select 'function ' || p.oid::regprocedure || ' ' || md5(prosrc) || prosecdef from pg_proc p where pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
            union all select 'grants ' || c.oid::regclass || ' ' || coalesce((select string_agg(a::text, ',' order by a::text) from unnest(c.relacl) a), '') || c.relrowsecurity || c.relforcerowsecurity
                from pg_class c where c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')
        ) lines
        """;

    public static async Task<string> OfAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
