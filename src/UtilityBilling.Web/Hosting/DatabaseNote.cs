using Npgsql;

namespace UtilityBilling.Web.Hosting;

/// <summary>A note on the development database itself, which tells whether the demo towns were finished.</summary>
internal static class DatabaseNote
{
    public static async Task<string?> ReadAsync(string superuser, string database)
    {
        await using var connection = await OpenAsync(superuser);
        await using var command = new NpgsqlCommand("select shobj_description(oid, 'pg_database') from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        return await command.ExecuteScalarAsync() as string;
    }

    public static async Task WriteAsync(string superuser, string database, string note)
    {
        await using var connection = await OpenAsync(superuser);
        await using var command = new NpgsqlCommand($"comment on database \"{database}\" is '{note}'", connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task DropDatabaseAsync(string superuser, string database)
    {
        await using var connection = await OpenAsync(superuser);
        await using var command = new NpgsqlCommand($"drop database \"{database}\" with (force)", connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<bool> HasTownsAsync(string owner)
    {
        await using var connection = await OpenAsync(owner);
        await using var command = new NpgsqlCommand("select exists (select 1 from platform.tenants)", connection);
        return await command.ExecuteScalarAsync() is true;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
