using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.EntityFrameworkCore.Security;

/// <summary>
/// Puts the database's own guards on every table of the model, after each migration and safe to repeat: forced row-level security, append-only triggers,
/// and the grants of the application role. A table cannot be forgotten, since the list is the model itself; the catalogue test checks the result.
/// </summary>
public static class DatabaseSecurity
{
    private const string AppRole = RoleBootstrap.AppRole;
    private const string BackupRole = RoleBootstrap.BackupRole;
    private const string ReportRole = RoleBootstrap.ReportRole;

    /// <summary>The audit's tables are no entities: what the application role may do with each. The chain heads are written by a definer function alone.</summary>
    private static readonly AuditTable[] AuditTables =
    [
        new("audit.audit_logs", AppendOnly: true, "select, insert (tenant_id, payload)"),
        new("audit.audit_log_records", AppendOnly: true, "select"),
        new("audit.security_logs", AppendOnly: true, "select, insert"),
        new("audit.chain_heads", AppendOnly: false, "select"),
    ];

    /// <summary>What the views of the schema <c>reports</c> lean on: amounts and numbers, no column that names a person.</summary>
    private static readonly string[] ReportGrants =
    [
        "select (tenant_id, id, number, opened_on, delivery) on customers.accounts",
        "select on billing.account_balances, billing.bills, billing.bill_lines, billing.billing_periods, billing.cycles, billing.entries, billing.funds, billing.gl_accounts",
        "select (tenant_id, id, ledger_date, effective_date, source_kind) on billing.journals",
        "select (tenant_id, id, series, number, business_date, total) on collections.receipts",
        "select (tenant_id, receipt_id, voided_at) on collections.receipt_voids",
        "usage on schema reports, customers, billing, collections",
        "select on all tables in schema reports",
    ];

    public static async Task ApplyAsync(NpgsqlConnection connection, IModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        foreach (var statement in Statements(model).Concat(DatabaseGrants(connection.Database)))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Grants on the database itself. A database made from a template has none of the template's, so tests apply them again.</summary>
    public static IEnumerable<string> DatabaseGrants(string database)
    {
        var name = $"\"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        yield return $"revoke all on database {name} from public";
        yield return $"grant connect, temporary on database {name} to {AppRole}";
        yield return $"grant connect on database {name} to {BackupRole}, {ReportRole}";
        yield return "revoke all on schema public from public";
    }

    private static IEnumerable<string> Statements(IModel model)
    {
        var tables = model.GetEntityTypes().Where(e => e.GetTableName() is not null)
            .Select(e => new Table(e.GetSchema() ?? "public", e.GetTableName()!, typeof(IMultiTenant).IsAssignableFrom(e.ClrType), e.FindAnnotation(EntityConfiguration.AppendOnlyAnnotation) is not null, e.FindAnnotation(EntityConfiguration.DerivedAnnotation) is not null))
            .DistinctBy(t => t.Name).ToList();

        foreach (var table in tables)
        {
            yield return $"revoke all on {table.Name} from public, {AppRole}, {ReportRole}";
            yield return $"grant {table.Rights} on {table.Name} to {AppRole}";
            if (table.Tenant)
                yield return Isolate(table.Name);
            if (table.AppendOnly)
                yield return RefuseChange(table.Name);
        }
        foreach (var table in AuditTables)
        {
            yield return $"revoke all on {table.Name} from public, {AppRole}, {ReportRole}";
            yield return $"grant {table.Grants} on {table.Name} to {AppRole}";
            yield return Isolate(table.Name);
            if (table.AppendOnly)
                yield return RefuseChange(table.Name);
        }
        yield return $"grant select on platform.migrations_history to {AppRole}";
        yield return GrantScheduler();
        foreach (var schema in tables.Select(t => t.Schema).Concat(["audit", "platform"]).Distinct())
        {
            yield return $"grant usage on schema {schema} to {AppRole}, {BackupRole}";
            yield return $"grant select on all tables in schema {schema} to {BackupRole}";
            yield return $"grant select on all sequences in schema {schema} to {BackupRole}";
        }
        foreach (var right in ReportGrants)
            yield return $"grant {right} to {ReportRole}";
        yield return $"grant usage on schema reports to {BackupRole}";
        yield return $"grant select on all tables in schema reports to {BackupRole}";
    }

    /// <summary>The scheduler keeps its own tables, which are the instance's and hold names of jobs only.</summary>
    private static string GrantScheduler() => $"""
        do $$
        declare scheduler_table text;
        begin
            for scheduler_table in select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'platform' and tablename like 'qrtz\_%' loop
                execute 'revoke all on ' || scheduler_table || ' from public, {AppRole}';
                execute 'grant select, insert, update, delete on ' || scheduler_table || ' to {AppRole}';
            end loop;
        end $$
        """;

    /// <summary>No town set, no rows; another town's rows neither seen nor written. The owner of the table is bound as well.</summary>
    private static string Isolate(string table) => $"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        drop policy if exists tenant_isolation on {table};
        create policy tenant_isolation on {table}
            using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))
            with check (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
        """;

    /// <summary>Refuses UPDATE, DELETE and TRUNCATE for everybody, the owner included.</summary>
    private static string RefuseChange(string table) => $"""
        drop trigger if exists append_only on {table};
        create trigger append_only before update or delete or truncate on {table}
            for each statement execute function platform.refuse_change();
        """;

    private sealed record Table(string Schema, string TableName, bool Tenant, bool AppendOnly, bool Derived)
    {
        public string Name { get; } = $"{Schema}.{TableName}";

        public string Rights => Derived ? "select" : AppendOnly ? "select, insert" : "select, insert, update, delete";
    }

    private sealed record AuditTable(string Name, bool AppendOnly, string Grants);
}
