using Npgsql;

namespace UtilityBilling.EntityFrameworkCore.Setup;

/// <summary>The passwords of the roles that the house connects with.</summary>
public sealed record RolePasswords(string Owner, string App, string Backup, string Report);

/// <summary>Makes the roles and the database. Needs a superuser once; a hosted instance may run <c>etc/postgres/roles.sql</c> instead.</summary>
public static class RoleBootstrap
{
    public const string OwnerRole = "ub_owner";
    public const string AppRole = "ub_app";
    public const string BackupRole = "ub_backup";
    public const string ReportRole = "ub_report";

    private const long LockKey = 0x5542_0001;

    /// <summary>
    /// Creates what is missing and puts attributes and passwords right; safe to repeat and to run from several processes at once.
    /// The owner bypasses row-level security, since a data migration under it would change nothing; the application role never does.
    /// </summary>
    public static async Task ApplyAsync(string superuserConnectionString, RolePasswords passwords, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(passwords);
        await using var connection = await DatabaseMigrator.OpenAsync(superuserConnectionString, cancellationToken);
        await using var locked = await AdvisoryLock.TakeAsync(connection, LockKey, cancellationToken);
        await ApplyAsync(connection, OwnerRole, "login nosuperuser nocreaterole nocreatedb noreplication bypassrls", passwords.Owner, cancellationToken);
        await ApplyAsync(connection, AppRole, "login nosuperuser nocreaterole nocreatedb noreplication nobypassrls", passwords.App, cancellationToken);
        await ApplyAsync(connection, BackupRole, "login nosuperuser nocreaterole nocreatedb noreplication bypassrls", passwords.Backup, cancellationToken);
        await ApplyAsync(connection, ReportRole, "login nosuperuser nocreaterole nocreatedb noreplication nobypassrls", passwords.Report, cancellationToken);
    }

    /// <summary>Creates the database, owned by <see cref="OwnerRole"/>, when it is not there.</summary>
    public static async Task EnsureDatabaseAsync(string superuserConnectionString, string database, CancellationToken cancellationToken = default)
    {
        await using var connection = await DatabaseMigrator.OpenAsync(superuserConnectionString, cancellationToken);
        await using var locked = await AdvisoryLock.TakeAsync(connection, LockKey, cancellationToken);
        await using var exists = new NpgsqlCommand("select exists (select 1 from pg_database where datname = $1)", connection) { Parameters = { new() { Value = database } } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is true)
            return;
        await ExecuteFormattedAsync(
            connection,
            $"select format('create database %I owner {OwnerRole} template template0 encoding ''UTF8'' locale_provider libc locale ''C''', $1)",
            [database],
            cancellationToken);
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string role, string attributes, string password, CancellationToken cancellationToken)
    {
        await using var create = new NpgsqlCommand($"do $$ begin if not exists (select 1 from pg_roles where rolname = '{role}') then create role {role}; end if; end $$", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        await ExecuteFormattedAsync(connection, $"select format('alter role {role} {attributes} password %L', $1)", [password], cancellationToken);
    }

    /// <summary>Statements that take no parameters are put together by the server's own <c>format</c>, which quotes.</summary>
    private static async Task ExecuteFormattedAsync(NpgsqlConnection connection, string format, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        await using var compose = new NpgsqlCommand(format, connection);
        foreach (var value in values)
            compose.Parameters.Add(new NpgsqlParameter { Value = value });
        var statement = (string)(await compose.ExecuteScalarAsync(cancellationToken))!;
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
