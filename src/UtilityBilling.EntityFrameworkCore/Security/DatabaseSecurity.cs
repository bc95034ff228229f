using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.EntityFrameworkCore.Security;

/// <summary>
/// Puts the database's own guards on every table of the model, after each migration and safe to repeat: forced row-level security, append-only triggers,
/// and the grants of the application role. A table cannot be forgotten, since the list is the model itself; the catalogue test checks the result.
/// </summary>
public static class DatabaseSecurity
{
    public const string AppRole = "ub_app";
    public const string BackupRole = "ub_backup";

    public static async Task ApplyAsync(NpgsqlConnection connection, IModel model, CancellationToken cancellationToken = default)
    {
        foreach (var statement in Statements(model))
        {
            var command = new NpgsqlCommand(statement, connection);
            await using var _ = command.ConfigureAwait(false);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> Statements(IModel model)
    {
        var tables = model.GetEntityTypes().Where(e => e.GetTableName() is not null)
            .Select(e => new Table(e.GetSchema()!, e.GetTableName()!, typeof(IMultiTenant).IsAssignableFrom(e.ClrType), e.FindAnnotation(EntityConfiguration.AppendOnlyAnnotation) is not null))
            .DistinctBy(t => t.Name).ToList();

        foreach (var schema in tables.Select(t => t.Schema).Append("audit").Distinct())
        {
            yield return $"grant usage on schema {schema} to {AppRole}, {BackupRole}";
            yield return $"grant select on all tables in schema {schema} to {BackupRole}";
            yield return $"grant usage on all sequences in schema {schema} to {AppRole}";
        }
        foreach (var table in tables)
        {
            yield return $"revoke all on {table.Name} from {AppRole}";
            yield return $"grant select, insert{(table.AppendOnly ? "" : ", update, delete")} on {table.Name} to {AppRole}";
            if (table.Tenant)
                yield return Isolate(table.Name);
            if (table.AppendOnly)
                yield return RefuseChange(table.Name);
        }
    }

    /// <summary>No town set, no rows; another town's rows neither seen nor written. The owner of the table is bound as well.</summary>
    public static string Isolate(string table) => $"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        drop policy if exists tenant_isolation on {table};
        create policy tenant_isolation on {table}
            using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
        """;

    /// <summary>Refuses UPDATE, DELETE and TRUNCATE for everybody, the owner included.</summary>
    public static string RefuseChange(string table) => $"""
        drop trigger if exists append_only on {table};
        create trigger append_only before update or delete or truncate on {table}
            for each statement execute function platform.refuse_change();
        """;

    private sealed record Table(string Schema, string TableName, bool Tenant, bool AppendOnly)
    {
        public string Name { get; } = $"{Schema}.{TableName}";
    }
}
