using Npgsql;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Uow;

namespace UtilityBilling.Platform.Tenants;

/// <summary>
/// Reads a town's rows inside the open unit of work, or, where none is open yet (authorisation comes before the page), on a short read-only transaction of its own
/// in which the town is set the same way.
/// </summary>
internal sealed class TownReader(BulkWriter bulk, IUnitOfWork unit, NpgsqlDataSource database, ICurrentTenant tenant)
{
    public async Task<List<T>> QueryAsync<T>(string sql, Func<IReadOnlyList<NpgsqlParameter>> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken = default)
    {
        if (unit.IsStarted)
            return await bulk.QueryAsync(sql, parameters(), read, cancellationToken).ConfigureAwait(false);

        var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        await SetTownAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
        var command = new NpgsqlCommand(sql, connection, transaction);
        await using var disposing = command.ConfigureAwait(false);
        foreach (var parameter in parameters())
            command.Parameters.Add(parameter);
        var rows = new List<T>();
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add(read(reader));
        }
        return rows;
    }

    private async Task SetTownAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand("select set_config('app.tenant_id', $1, true), set_config('transaction_read_only', 'on', true)", connection, transaction);
        await using var disposing = command.ConfigureAwait(false);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant.Tenant?.Id.ToString() ?? "" });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
