using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Auditing;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Hosting.Bulk;

/// <summary>A column of a staging table and how a row fills it.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Type">PostgreSQL type as written in SQL, for example <c>numeric(18,2)</c>.</param>
/// <param name="DbType">The same type for binary COPY.</param>
/// <param name="Value">The row's value; null is NULL.</param>
public sealed record StageColumn<T>(string Name, string Type, NpgsqlDbType DbType, Func<T, object?> Value);

/// <summary>
/// Writes many rows set-based on the unit of work's connection: binary COPY into a <c>pg_temp</c> staging table (COPY into a table under row-level security
/// is refused), then one statement per target. Tracked changes cannot show such writes, so each needs an <see cref="AuditSummary"/>.
/// </summary>
public sealed class BulkWriter(IUtilityBillingDbContext context, IAuditScope audit)
{
    /// <summary>A set-based write may take a whole town; it is bounded all the same.</summary>
    private const int LongestStatementSeconds = 600;

    /// <summary>Creates the staging table for this transaction and copies the rows into it. Returns the count.</summary>
    public async Task<long> StageAsync<T>(string table, IReadOnlyList<StageColumn<T>> columns, IEnumerable<T> rows, CancellationToken cancellationToken = default)
    {
        await ExecuteAsync($"drop table if exists pg_temp.{table}; create temp table {table} ({string.Join(", ", columns.Select(c => $"{c.Name} {c.Type}"))}) on commit drop", [], cancellationToken).ConfigureAwait(false);
        var importer = await Connection.BeginBinaryImportAsync($"copy pg_temp.{table} ({string.Join(", ", columns.Select(c => c.Name))}) from stdin (format binary)", cancellationToken).ConfigureAwait(false);
        await using var _ = importer.ConfigureAwait(false);
        foreach (var row in rows)
        {
            await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
            foreach (var column in columns)
            {
                if (column.Value(row) is { } value)
                    await importer.WriteAsync(value, column.DbType, cancellationToken).ConfigureAwait(false);
                else
                    await importer.WriteNullAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        return (long)await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs one set-based write and records it. Returns the affected rows.</summary>
    public async Task<long> WriteAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<long, AuditSummary> summary, CancellationToken cancellationToken = default)
    {
        var rows = await ExecuteAsync(sql, parameters, cancellationToken).ConfigureAwait(false);
        audit.Add(summary(rows));
        return rows;
    }

    /// <summary>Runs a statement whose effect another call's summary covers: staging, or one of several targets of the same write.</summary>
    public async Task<long> ExecuteAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken = default)
    {
        var command = Command(sql, parameters);
        await using var _ = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Lets the planner know how full a module's tables have become, where they have at least doubled. Call it after many rows came in at once, before they are
    /// joined or referred to.
    /// </summary>
    public Task AnalyzeAsync(string schema, CancellationToken cancellationToken = default) =>
        ExecuteAsync("select platform.analyze_schema($1)", [new NpgsqlParameter { Value = schema }], cancellationToken);

    /// <summary>Reads rows on the unit of work's connection.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken = default)
    {
        var command = Command(sql, parameters);
        await using var _ = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        var list = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            list.Add(read(reader));
        return list;
    }

    private NpgsqlConnection Connection => (NpgsqlConnection)context.Database.GetDbConnection();

    private NpgsqlCommand Command(string sql, IReadOnlyList<NpgsqlParameter> parameters)
    {
        var transaction = context.Database.CurrentTransaction ?? throw new InvalidOperationException("No unit of work is open: begin one before asking the database.");
        var command = new NpgsqlCommand(sql, Connection, (NpgsqlTransaction)transaction.GetDbTransaction()) { CommandTimeout = LongestStatementSeconds };
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}
