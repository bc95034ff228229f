using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Data;
using UtilityBilling.DemoData;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Auditing;
using UtilityBilling.Platform.Demo;
using UtilityBilling.TestBase;
using UtilityBilling.Uow;
using UtilityBilling.Users;
using Xunit;

namespace UtilityBilling.IntegrationTests.Demo;

/// <summary>A small Riverbend with half a year behind it, made twice from one seed.</summary>
public sealed class TwoSmallTowns : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero);
    private static readonly DemoTownOptions Options = new("riverbend", Accounts: 30, Months: 6, FilesFolder: Directory.CreateTempSubdirectory("ub-demo").FullName);

    public IReadOnlyList<(TestDatabase Database, TenantInfo Town)> Made { get; private set; } = [];

    public List<string> Said { get; } = [];

    public async ValueTask InitializeAsync()
    {
        var made = new List<(TestDatabase, TenantInfo)>();
        for (var i = 0; i < 2; i++)
        {
            var database = await TestDatabase.CreateAsync();
            await using var services = Compose(database);
            made.Add((database, await DemoSeeder.SeedAsync(services, Options, Said.Add)));
        }
        Made = made;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (database, _) in Made)
            await database.DisposeAsync();
        Directory.Delete(Options.FilesFolder!, recursive: true);
    }

    public Task<T> ReadAsync<T>(Func<IServiceProvider, Task<T>> work) => ReadAsync(Made[0].Database, Made[0].Town, work);

    private static async Task<T> ReadAsync<T>(TestDatabase database, TenantInfo town, Func<IServiceProvider, Task<T>> work)
    {
        await using var services = Compose(database);
        return await services.GetRequiredService<ITenantRunner>().ReadAsync(town, Actor.System, work);
    }

    private static ServiceProvider Compose(TestDatabase database) => DemoHouse.Compose(database.ConnectionString, Options, Now);
}

public sealed class DemoTownTests(TwoSmallTowns towns) : IClassFixture<TwoSmallTowns>
{
    private const string Digest = """
        select md5(string_agg(line, e'\n' order by line)) from (
            select concat_ws('|', 'bill', b.number, a.number, b."from", b."to", b.bill_date, b.due_date, b.total) from billing.bills b join customers.accounts a on a.tenant_id = b.tenant_id and a.id = b.account_id join platform.tenants t on t.id = b.tenant_id where t.slug = 'riverbend'
            union all select concat_ws('|', 'line', b.number, l.n, l.service, l.component, l.quantity, l.unit_price, l.amount, l.explanation_en) from billing.bill_lines l join billing.bills b on b.tenant_id = l.tenant_id and b.id = l.bill_id
            union all select concat_ws('|', 'read', m.serial_number, r.date, r.value, r.kind, r.state) from metering.reads r join metering.registers g on g.tenant_id = r.tenant_id and g.id = r.register_id join metering.meter_installations i on i.tenant_id = g.tenant_id and i.id = g.installation_id join metering.meters m on m.tenant_id = i.tenant_id and m.id = i.meter_id
            union all select concat_ws('|', 'receipt', r.series, r.number, r.business_date, r.total, t.kind, t.reference) from collections.receipts r join collections.receipt_tenders t on t.tenant_id = r.tenant_id and t.receipt_id = r.id
            union all select concat_ws('|', 'account', a.number, c.display_name, c.language, v.balance) from customers.accounts a join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id left join billing.account_balances v on v.tenant_id = a.tenant_id and v.account_id = a.id
            union all select concat_ws('|', 'place', p.address_line, p.zip) from customers.premises p
        ) lines (line)
        """;

    [Fact]
    public async Task The_technician_has_a_proposed_tariff_and_a_study_of_it_that_is_ready()
    {
        var study = (await towns.ReadAsync(s => s.GetRequiredService<IRateStudyAppService>().ListAsync(new PagedRequest()))).Items.ShouldHaveSingleItem();

        study.State.ShouldBe(RateStudyState.Ready);
        study.Trials.ShouldBe(["riverbend-2027-water-proposal"]);
        (study.Bills, study.Refused).ShouldBe(((int)await towns.Made[0].Database.ScalarAsOwnerAsync<long>("select count(*) from billing.bills"), 0));
        study.TrialTotal.ShouldBeGreaterThan(study.AdoptedTotal);
    }

    [Fact]
    public async Task One_seed_makes_one_town_to_the_cent()
    {
        var first = await towns.Made[0].Database.ScalarAsOwnerAsync<string>(Digest);

        first.ShouldNotBeNullOrEmpty();
        (await towns.Made[1].Database.ScalarAsOwnerAsync<string>(Digest)).ShouldBe(first);
    }

    [Fact]
    public async Task Every_run_of_the_history_accounts_for_every_agreement()
    {
        var runs = await RowsAsync("select state, in_scope, billed + held + excluded + parked, bill_count from billing.bill_runs where kind = 'Regular' order by number", r => (State: r.GetString(0), Scope: r.GetInt32(1), Outcomes: r.GetInt32(2), Bills: r.GetInt32(3)));

        // Half a year of two cycles that bill every second month, less the period left for the newcomer.
        runs.Count.ShouldBe(5);
        runs.ShouldAllBe(r => r.State == "Posted" && r.Scope == r.Outcomes && r.Bills > 10);
    }

    [Fact]
    public async Task The_books_of_the_history_agree()
    {
        var checks = await towns.ReadAsync(s => s.GetRequiredService<IBooksVerification>().VerifyAsync());

        checks.Sum(c => c.Checked).ShouldBeGreaterThan(1000);
        checks.ShouldAllBe(c => c.IsGood);
    }

    [Fact]
    public async Task The_audit_chain_of_the_history_is_whole()
    {
        var chain = await towns.ReadAsync(s => s.GetRequiredService<IAuditLogAppService>().VerifyAsync());

        chain.FirstBroken.ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_of_the_history_approved_what_they_had_prepared()
    {
        var decisions = await RowsAsync("select prepared_by, decided_by, decided_by_name from platform.approvals where state = 'Approved'", r => (Prepared: r.GetGuid(0), Decided: r.GetGuid(1), By: r.GetString(2)));

        decisions.Count.ShouldBeGreaterThan(5);
        decisions.ShouldAllBe(d => d.Prepared != d.Decided && d.By == "Frank Osei");
    }

    [Fact]
    public void The_newest_reads_wait_for_the_newcomer_in_a_file_that_the_console_names() =>
        towns.Said.Count(l => l.Contains("EVEN 2026-12 wait for you", StringComparison.Ordinal) && l.Contains("riverbend-even-2026-12.csv", StringComparison.Ordinal)).ShouldBe(2);

    private async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await towns.Made[0].Database.OpenAsync(towns.Made[0].Database.OwnerConnectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
