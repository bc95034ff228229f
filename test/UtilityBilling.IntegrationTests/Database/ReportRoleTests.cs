using Npgsql;
using Shouldly;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.IntegrationTests.Ledger;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Database;

/// <summary>The role of other people's report tools: figures of the town that it names, and nobody's name.</summary>
public sealed class ReportRoleTests
{
    [Fact]
    public async Task The_report_role_reads_the_figures_of_the_town_it_names_and_nothing_that_names_a_person()
    {
        await using var host = await TestHost.StartAsync();
        var books = new Books(host.Alder);
        var account = await books.AddAccountAsync();
        await books.BillAsync(account, Books.Today, Books.Today.AddDays(20), TestLine.Water(50m));
        await using var connection = await host.Database.OpenAsync(host.Database.Cluster.ConnectionString(RoleBootstrap.ReportRole, host.Database.Name));

        // No town, no rows; another town's session sees its own rows only.
        (await ScalarAsync(connection, "select count(*) from reports.accounts")).ShouldBe(0L);
        await ScalarAsync(connection, $"select set_config('app.tenant_id', '{host.Birch.Id}', false)");
        (await ScalarAsync(connection, $"select count(*) from reports.accounts where account = '{account.Number}'")).ShouldBe(0L);
        await ScalarAsync(connection, $"select set_config('app.tenant_id', '{host.Alder.Id}', false)");
        (await ScalarAsync(connection, $"select balance from reports.accounts where account = '{account.Number}'")).ShouldBe(50m);
        (await ScalarAsync(connection, "select total from reports.bills")).ShouldBe(50m);
        (await ScalarAsync(connection, "select sum(amount) from reports.entries")).ShouldBe(0m);
        (await ScalarAsync(connection, "select (select count(*) from reports.bill_lines) + (select count(*) from reports.receipts)")).ShouldBe(0L);

        foreach (var refused in (string[])["select display_name from customers.customers", "select mailing_line1 from customers.accounts", "select payer_name from collections.receipts", "select memo from billing.journals", "update billing.cycles set name = name"])
            (await Should.ThrowAsync<PostgresException>(() => ScalarAsync(connection, refused))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, refused);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
