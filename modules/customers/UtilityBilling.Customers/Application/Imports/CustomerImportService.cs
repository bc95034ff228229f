using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Customers.Search;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Imports;

internal sealed class CustomerImportService(
    BulkWriter bulk, CustomersSearchDocuments search, AccountNumbers accountNumbers, IPermissionChecker permissions, ICurrentTenant tenant, ICurrentUser user, IClock clock)
    : ICustomerImportService
{
    private const string AuditAction = "Customers.Import";
    private const int RowsWorthCounting = 1000;

    public async Task<CustomerImportResult> ImportAsync(CustomerImportBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        await permissions.CheckAsync(CustomersPermissions.Moves.Manage, cancellationToken).ConfigureAwait(false);
        ImportRules.Check(batch);

        var written = new Dictionary<string, long>();
        try
        {
            await WriteAllAsync(batch, written, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UniqueViolation)
        {
            throw new BusinessException(CustomersErrorCodes.Import.KeyTaken, error).WithData("Table", error.TableName);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.ExclusionViolation)
        {
            throw new BusinessException(CustomersErrorCodes.Import.Overlap, error).WithData("Detail", error.MessageText);
        }
        await search.ImportedAsync([.. batch.Premises.Select(p => p.Id)], [.. batch.Customers.Select(c => c.Id)], [.. batch.Accounts.Select(a => a.Id)], cancellationToken).ConfigureAwait(false);
        return new CustomerImportResult(written);
    }

    private async Task WriteAllAsync(CustomerImportBatch batch, Dictionary<string, long> written, CancellationToken cancellationToken)
    {
        var actor = user.Required.UserId;
        var unnumbered = batch.Accounts.Where(a => a.Number is null).ToList();
        var numbers = await accountNumbers.TakeAsync(unnumbered.Count, cancellationToken).ConfigureAwait(false);
        var numberOf = unnumbered.Zip(numbers).ToDictionary(pair => pair.First.Id, pair => pair.Second);

        await WriteAsync(ImportTables.Parcels, batch.Parcels).ConfigureAwait(false);
        await WriteAsync(ImportTables.Customers, batch.Customers).ConfigureAwait(false);
        await WriteAsync(ImportTables.Contacts, [.. batch.Customers.SelectMany(c => c.Contacts.Select((k, i) => (c.Id, i + 1, k)))]).ConfigureAwait(false);
        await WriteAsync(ImportTables.Premises, batch.Premises).ConfigureAwait(false);
        await WriteAsync(ImportTables.Facts(batch.Origin, actor, clock.UtcNow), batch.Facts).ConfigureAwait(false);
        await WriteAsync(ImportTables.Ownerships, batch.Ownerships).ConfigureAwait(false);
        await WriteAsync(ImportTables.Accounts(numberOf), batch.Accounts).ConfigureAwait(false);
        await WriteAsync(ImportTables.Occupancies, batch.Occupancies).ConfigureAwait(false);
        await WriteAsync(ImportTables.ServicePoints, batch.ServicePoints).ConfigureAwait(false);
        await WriteAsync(ImportTables.Agreements, batch.Agreements).ConfigureAwait(false);
        await WriteAsync(ImportTables.Rates, [.. batch.Agreements.SelectMany(a => a.Rates.OrderBy(r => r.From).Select((r, i) => (a.Id, i + 1, r)))]).ConfigureAwait(false);
        await WriteAsync(ImportTables.Sources, [.. batch.Agreements.SelectMany(a => a.Sources.Select((s, i) => (a.Id, i + 1, s)))]).ConfigureAwait(false);
        await WriteAsync(ImportTables.Enrollments(user.Required, clock.UtcNow), batch.Enrollments).ConfigureAwait(false);

        async Task WriteAsync<T>(ImportTable<T> table, IReadOnlyList<T> rows)
        {
            if (rows.Count == 0)
                return;
            await bulk.StageAsync($"stage_import_{table.Name}", table.Columns, rows, cancellationToken).ConfigureAwait(false);
            written[table.Name] = await bulk.WriteAsync(
                $"insert into customers.{table.Name} (tenant_id, {table.ColumnNames}) select $1, {table.ColumnNames} from pg_temp.stage_import_{table.Name}",
                [Arg.Of(tenant.Id)],
                count => new AuditSummary($"{AuditAction}.{table.Name}", batch.Id, count) { Digest = table.Digest(rows) },
                cancellationToken).ConfigureAwait(false);
            // The next table refers to this one.
            if (rows.Count > RowsWorthCounting)
                await bulk.AnalyzeAsync("customers", cancellationToken).ConfigureAwait(false);
        }
    }
}
