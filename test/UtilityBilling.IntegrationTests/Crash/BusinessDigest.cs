using System.Globalization;
using Npgsql;
using UtilityBilling.TestBase;

namespace UtilityBilling.IntegrationTests.Crash;

/// <summary>
/// A fingerprint of what the towns' books and records say, table by table: every column but ids made by the run and instants. What a bill run makes is named by its bill number instead of its
/// id, so that a line under the wrong bill, or a journal of another one, changes the fingerprint. The tables come from the catalogue; a new one is counted in by itself.
/// </summary>
internal static class BusinessDigest
{
    private const string Tables = """
        select n.nspname, c.relname, a.attname, format_type(a.atttypid, null)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relkind = 'r' and n.nspname in ('customers', 'metering', 'billing', 'collections', 'liens') order by 1, 2, a.attnum
        """;

    /// <summary>Ids that differ from run to run, with what they stand for.</summary>
    private const string Names = """
        create temp table names (id uuid primary key, name text not null);
        insert into names select id, 'run ' || number from billing.bill_runs;
        insert into names select id, 'bill ' || number from billing.bills;
        insert into names select j.id, 'journal of bill ' || b.number from billing.journals j join billing.bills b on b.journal_id = j.id;
        insert into names select c.id, 'charge ' || row_number() over (partition by c.cause_id order by c.service, c.fund_id, c.amount, c.receivable_account_id, c.may_cut_water) || ' of bill ' || b.number
            from billing.charges c join billing.bills b on b.id = c.cause_id;
        insert into names select s.id, 'statement ' || s.number from billing.statements s on conflict (id) do nothing;
        analyze names;
        """;

    /// <summary>A run's own fingerprint of its calculations, ids included.</summary>
    private const string OfIds = "calculations_digest";

    /// <returns>Each table's name with its rows and their fingerprint.</returns>
    public static async Task<SortedDictionary<string, string>> OfAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync(database.OwnerConnectionString);
        await using (var names = new NpgsqlCommand(Names, connection) { CommandTimeout = 120 })
            await names.ExecuteNonQueryAsync();
        var columns = new List<(string Table, string Column, string Type)>();
        await using (var command = new NpgsqlCommand(Tables, connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                columns.Add(($"{reader.GetString(0)}.{reader.GetString(1)}", reader.GetString(2), reader.GetString(3)));
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in columns.GroupBy(c => c.Table))
            result[table.Key] = await OfTableAsync(connection, table.Key, [.. table.Select(c => (c.Column, c.Type))]);
        return result;
    }

    private static async Task<string> OfTableAsync(NpgsqlConnection connection, string table, (string Name, string Type)[] columns)
    {
        var (values, joins) = (new List<string>(), new List<string>());
        foreach (var (name, type) in columns.Where(c => !c.Type.StartsWith("timestamp", StringComparison.Ordinal) && c.Name != OfIds))
        {
            if (type == "uuid")
            {
                var alias = string.Create(CultureInfo.InvariantCulture, $"n{joins.Count}");
                joins.Add($"left join names {alias} on {alias}.id = t.\"{name}\"");
                values.Add($"coalesce({alias}.name, t.\"{name}\"::text, '~')");
            }
            else if (type.StartsWith("json", StringComparison.Ordinal))
                values.Add($"coalesce(regexp_replace(t.\"{name}\"::text, '[0-9a-f]{{8}}-[0-9a-f]{{4}}-7[0-9a-f]{{3}}-[0-9a-f]{{4}}-[0-9a-f]{{12}}', '#', 'g'), '~')");
            else
                values.Add($"coalesce(t.\"{name}\"::text, '~')");
        }
        var sql = $"select count(*), coalesce(md5(string_agg(x.h, '' order by x.h)), '') from (select md5(concat_ws('|', {string.Join(", ", values)})) as h from {table} t {string.Join(" ", joins)}) x";
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return string.Create(CultureInfo.InvariantCulture, $"{reader.GetInt64(0)} rows {reader.GetString(1)}");
    }
}
