using Npgsql;
using Shouldly;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Database;

/// <summary>
/// L2 and architecture test 10, generated from the catalogue. The silent failure: a posted row that somebody can still change looks like any other, until the
/// books no longer add up.
/// </summary>
public sealed class AppendOnlyTests : IAsyncLifetime
{
    private static readonly string[] MustBeAppendOnly =
    [
        "audit.audit_log_records", "audit.audit_logs", "audit.security_logs",
        "billing.applications", "billing.bill_events", "billing.bill_lines", "billing.billed_reads", "billing.bills", "billing.charge_reversals", "billing.charges", "billing.coverage",
        "billing.coverage_releases", "billing.credit_reversals", "billing.credits", "billing.entries", "billing.journals", "billing.misc_charge_amounts", "billing.misc_charge_billings", "billing.misc_charge_releases", "billing.misc_charge_terms", "billing.piece_suppressions", "billing.postage_rates", "billing.printed_pieces",
        "billing.spoiled_pieces", "billing.statement_bills", "billing.statement_documents", "billing.statement_pieces", "billing.statements", "billing.unapplications",
        "collections.deposit_events", "collections.deposits", "collections.penalties", "collections.receipt_lines", "collections.receipt_tenders", "collections.receipt_voids", "collections.receipts",
    ];

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task L2_ledger_bills_receipts_and_audit_are_append_only()
    {
        var guarded = await GuardedTablesAsync();
        MustBeAppendOnly.Except(guarded).ShouldBeEmpty();
    }

    [Fact]
    public async Task L2_every_table_that_the_model_calls_append_only_is_guarded()
    {
        await using var connection = new NpgsqlConnection();
        await using var context = DatabaseMigrator.CreateContext(connection);
        var promised = DatabaseMigrator.DesignModel(context).GetEntityTypes()
            .Where(e => e.FindAnnotation(EntityConfiguration.AppendOnlyAnnotation) is not null)
            .Select(e => $"{Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetSchema(e)}.{Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(e)}").ToList();

        promised.Except(await GuardedTablesAsync()).ShouldBeEmpty();
        promised.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("update {0} set tenant_id = tenant_id where false")]
    [InlineData("delete from {0} where false")]
    [InlineData("truncate {0} cascade")]
    public async Task L2_posted_rows_refuse_change_by_the_application_and_by_the_owner(string statement)
    {
        var accepted = new List<string>();
        foreach (var connectionString in new[] { _database.ConnectionString, _database.OwnerConnectionString })
        {
            await using var connection = await _database.OpenAsync(connectionString);
            foreach (var table in await GuardedTablesAsync())
                if (!await IsRefusedAsync(connection, statement.Replace("{0}", table, StringComparison.Ordinal)))
                    accepted.Add($"{new NpgsqlConnectionStringBuilder(connectionString).Username}: {table}");
        }
        accepted.ShouldBeEmpty();
    }

    [Fact]
    public async Task L2_the_application_writes_no_hash_and_no_sequence_of_its_own()
    {
        await using var connection = await _database.OpenAsync();
        (await IsRefusedAsync(connection, $"insert into audit.audit_logs (tenant_id, sequence, previous_hash, hash, payload) values ('{TestTowns.Alder.Id}', 1, '', '', '{{}}')")).ShouldBeTrue();
        (await IsRefusedAsync(connection, "update audit.chain_heads set sequence = 0")).ShouldBeTrue();
        (await IsRefusedAsync(connection, "insert into audit.audit_log_records (tenant_id, sequence, n, record_type, record_id) select tenant_id, 1, 1, '', '' from audit.chain_heads")).ShouldBeTrue();
    }

    private async Task<List<string>> GuardedTablesAsync()
    {
        await using var connection = await _database.OpenAsync(_database.OwnerConnectionString);
        await using var command = new NpgsqlCommand("select tgrelid::regclass::text from pg_trigger where tgname = 'append_only' and tgenabled in ('O', 'A') and tgrelid::regclass::text not like 'pg\\_%' order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
            tables.Add(reader.GetString(0));
        return tables;
    }

    private static async Task<bool> IsRefusedAsync(NpgsqlConnection connection, string sql)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
            return false;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.IntegrityConstraintViolation)
        {
            return true;
        }
    }
}
