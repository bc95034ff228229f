using System.Text;
using Shouldly;
using UtilityBilling.Authorization;
using UtilityBilling.IntegrationTests.Scenarios;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Cli;

/// <summary>The office's work by <c>ub</c>: tariffs, read files and bill runs, with the refusals that the pages give.</summary>
public sealed class UbOfficeTests : IAsyncLifetime
{
    private const string Technician = "alder.technician";
    private const string Director = "alder.director";

    private static readonly string Tariffs = Path.Combine(RepositoryFiles.Root, "etc", "demo", "riverbend", "tariffs");

    private TestHost _host = null!;
    private Ub _ub = null!;
    private EvenCycleTown _street = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _ub = new Ub(_host);
        _street = new EvenCycleTown(_host.Alder);
    }

    public async ValueTask DisposeAsync()
    {
        _ub.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_tariff_goes_from_its_file_to_approval_by_a_second_person()
    {
        var file = Path.Combine(Tariffs, "riverbend-2026.json");
        var checkedFile = await RunAsync("tariff", "validate", file);
        (checkedFile.Code, checkedFile.Output).ShouldBe((0, ""));

        var kept = await RunAsync("tariff", "import", "--tenant", "alder", "--as", Technician, "--request-approval", file, "--json");
        kept.Code.ShouldBe(0, kept.ToString());
        var id = kept.Json.GetProperty("id").GetString()!;
        (await RunAsync("tariff", "import", "--tenant", "alder", "--as", Technician, file)).ShouldBeRefused("Billing:Tariff.");
        (await RunAsync("tariff", "approve", "--tenant", "alder", id)).Code.ShouldBe(2, "the built-in user approves nothing");
        (await RunAsync("tariff", "approve", "--tenant", "alder", "--as", Technician, id)).ShouldBeRefused("Billing.Tariffs.Approve is missing");
        await AlsoAsync(Technician, RoleNames.FinanceDirector);
        (await RunAsync("tariff", "approve", "--tenant", "alder", "--as", Technician, id)).ShouldBeRefused("(Platform:Approval.OwnWork)");

        var approved = await RunAsync("tariff", "approve", "--tenant", "alder", "--as", Director, id);
        approved.Code.ShouldBe(0, approved.ToString());
        approved.Output.ShouldContain("approved by Alder Director");
        (await RunAsync("tariff", "list", "--tenant", "alder")).Output.ShouldContain($"{id} 2026-");
        (await RunAsync("tariff", "list", "--tenant", "alder", "--json")).Json.EnumerateArray().Single().GetProperty("approvedByName").GetString().ShouldBe("Alder Director");
    }

    [Fact]
    public async Task A_tariff_with_a_fault_is_named_by_line_and_never_kept()
    {
        var good = await File.ReadAllTextAsync(Path.Combine(Tariffs, "riverbend-2026.json"));
        var bad = _ub.File("bad.json", Encoding.UTF8.GetBytes(good.Replace("\"effective\"", "\"efective\"", StringComparison.Ordinal)));
        var said = await RunAsync("tariff", "validate", bad, "--json");
        said.Code.ShouldBe(1);
        said.Json.EnumerateArray().ShouldAllBe(p => p.GetProperty("line").GetInt32() > 0 && p.GetProperty("message").GetString()!.Length > 10);
        (await RunAsync("tariff", "import", "--tenant", "alder", "--as", Technician, bad)).ShouldBeRefused("(Billing:Tariff.");
        (await RunAsync("tariff", "list", "--tenant", "alder", "--json")).Json.GetArrayLength().ShouldBe(0);
    }

    /// <summary>By hand from the 2026 rates: water 14.77 + 12 ccf at 1.40 = 31.57; without a database, and refused by name where a fact is missing.</summary>
    [Fact]
    public async Task A_quote_needs_no_database()
    {
        using var alone = new Ub(null, null, _host.Clock);
        var tariff = Path.Combine(Tariffs, "riverbend-2026.json");
        var input = _ub.File("case.json", """{ "id": "case-1", "from": "2026-01-01", "to": "2026-03-01", "class": "residential", "meterSize": "5/8", "usage": { "water": "12" }, "services": ["water"] }"""u8.ToArray());
        var quoted = await alone.RunAsync("tariff", "quote", "--tariff", tariff, "--input", input);
        quoted.Output.ShouldContain("31.57", Case.Sensitive, quoted.ToString());
        quoted.Json.GetProperty("services").GetProperty("water").GetString().ShouldBe("31.57");

        var without = _ub.File("without.json", """{ "id": "case-2", "from": "2026-01-01", "to": "2026-03-01", "class": "commercial", "meterSize": "2", "usage": { "water": "40" } }"""u8.ToArray());
        var refused = await alone.RunAsync("tariff", "quote", "--tariff", tariff, "--input", without);
        refused.Code.ShouldBe(1);
        (refused.Output + refused.Error).ShouldContain("imperviousSqFt");
    }

    [Fact]
    public async Task X2_A_read_file_is_looked_at_imported_once_and_refused_in_every_other_dress()
    {
        await OpenStreetAsync();
        var lines = _street.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m));
        var file = _ub.File("reads.csv", lines);

        var looked = await RunAsync("reads", "import", "--tenant", "alder", "--as", Technician, "--dry-run", file);
        (looked.Code, await ReadsAsync()).ShouldBe((0, 0L), looked.ToString());
        var imported = await RunAsync("reads", "import", "--tenant", "alder", "--as", Technician, file, "--json");
        (imported.Code, await ReadsAsync()).ShouldBe((0, 2L), imported.ToString());
        imported.Json.GetProperty("accepted").GetInt32().ShouldBe(2);

        (await RunAsync("reads", "import", "--tenant", "alder", "--as", Technician, file)).ShouldBeRefused("(Metering:");
        (await RunAsync("reads", "import", "--tenant", "alder", "--as", Technician, _ub.File("renamed.csv", lines))).ShouldBeRefused("(Metering:");
        var rows = Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var reordered = Encoding.UTF8.GetBytes(string.Join('\n', [rows[0], .. rows[1..].Reverse()]) + "\n");
        (await RunAsync("reads", "import", "--tenant", "alder", "--as", Technician, _ub.File("reordered.csv", reordered))).ShouldBeRefused("(Metering:");
        (await ReadsAsync()).ShouldBe(2);
        (await RunAsync("reads", "import", "--tenant", "alder", "--as", "alder.auditor", _ub.File("other.csv", lines))).ShouldBeRefused("Metering.Reads.Import is missing");
    }

    [Fact]
    public async Task A_run_goes_step_by_step_and_a_second_person_takes_it_to_its_bills()
    {
        await ReadStreetAsync();
        var started = await StartAsync("calculate");
        started.Code.ShouldBe(0, started.ToString());
        started.Json.GetProperty("state").GetString().ShouldBe("Calculated");
        var run = started.Json.GetProperty("id").GetString()!;

        var asked = await RunAsync("bill-run", "resume", "--tenant", "alder", "--as", Technician, "--through", "review", run, "--json");
        asked.Json.GetProperty("state").GetString().ShouldBe("AwaitingApproval", asked.ToString());
        (await RunAsync("bill-run", "resume", "--tenant", "alder", "--through", "approve", run)).Code.ShouldBe(2, "the built-in user approves nothing");
        (await RunAsync("bill-run", "resume", "--tenant", "alder", "--as", Technician, "--through", "approve", run)).ShouldBeRefused("Billing.BillRuns.Approve is missing");
        (await RunAsync("statements", "--tenant", "alder", "--run", run, "--out", Path.Combine(_ub.Folder, "early.pdf"))).Code.ShouldBe(1);
        Directory.GetFiles(_ub.Folder, "early*").ShouldBeEmpty("a refusal leaves no file behind");

        var posted = await RunAsync("bill-run", "resume", "--tenant", "alder", "--as", Director, "--through", "post", run);
        (posted.Code, posted.Output.Contains(": Posted", StringComparison.Ordinal)).ShouldBe((0, true), posted.ToString());
        posted.Output.ShouldContain("12 in scope = 12 billed + 0 held + 0 excluded + 0 parked");
        posted.Error.ShouldContain("1 of 1 pages");
        (await RunAsync("bill-run", "resume", "--tenant", "alder", "--as", Director, run)).Code.ShouldBe(0, "of a posted run nothing is left to do");
        (await RunAsync("bill-run", "status", "--tenant", "alder", run, "--json")).Json.GetProperty("billCount").GetInt32().ShouldBe(2);

        // The job that the approval queued finds the work done.
        await _host.RunJobsAsync();
        (await _host.Database.ScalarAsOwnerAsync<string>("select string_agg(distinct state, ',') from platform.background_jobs")).ShouldBe("Done");
        var printed = await RunAsync("statements", "--tenant", "alder", "--run", run, "--out", Path.Combine(_ub.Folder, "bills.pdf"), "--json");
        printed.Json.GetProperty("billCount").GetInt32().ShouldBe(2, printed.ToString());
        (await File.ReadAllBytesAsync(Path.Combine(_ub.Folder, "bills.pdf"))).AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue();
        (await RunAsync("books", "verify")).Code.ShouldBe(0);
        (await RunAsync("audit", "verify", "--tenant", "alder")).Output.ShouldStartWith("alder: all ");
        (await StartAsync("calculate")).Code.ShouldBe(2, "no period of that day waits for a run");
    }

    [Fact]
    public async Task Whoever_prepared_a_run_never_takes_it_past_review_whatever_rights_they_hold()
    {
        await ReadStreetAsync();
        await AlsoAsync(Technician, RoleNames.FinanceDirector);
        (await StartAsync("post")).ShouldBeRefused("(Platform:Approval.OwnWork)");
        var run = (await _host.Database.ScalarAsOwnerAsync<Guid>("select id from billing.bill_runs")).ToString();
        (await RunAsync("bill-run", "status", "--tenant", "alder", run, "--json")).Json.GetProperty("state").GetString().ShouldBe("AwaitingApproval");
        (await RunAsync("bill-run", "resume", "--tenant", "alder", "--as", Technician, run)).ShouldBeRefused("(Platform:Approval.OwnWork)");
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from billing.bills")).ShouldBe(0);
    }

    [Fact]
    public async Task The_built_in_user_asks_nobody_to_approve_money()
    {
        await ReadStreetAsync();
        (await RunAsync("bill-run", "start", "--tenant", "alder", "--cycle", "EVEN", "--bill-date", "2026-03-02", "--through", "review")).ShouldBeRefused("(Billing:BillRun.SystemMayNot)");
        (await RunAsync("bill-run", "start", "--tenant", "alder", "--cycle", "EVEN", "--bill-date", "2026-03-02", "--through", "post")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_changed_row_is_found_by_audit_verify_and_a_changed_balance_by_books_verify()
    {
        await ReadStreetAsync();
        var run = (await StartAsync("review")).Json.GetProperty("id").GetString()!;
        (await RunAsync("bill-run", "resume", "--tenant", "alder", "--as", Director, run)).Code.ShouldBe(0);
        await _host.Database.Cluster.ExecuteAsSuperuserAsync("set session_replication_role = replica; update billing.account_balances set open = open + 1; update audit.audit_logs set payload = payload || ' ' where sequence = 5 and tenant_id = '" + _host.Alder.Id + "'", _host.Database.Name);
        var audit = await RunAsync("audit", "verify");
        (audit.Code, audit.Output.Contains("alder: record 5 is broken", StringComparison.Ordinal)).ShouldBe((1, true), audit.ToString());
        var books = await RunAsync("books", "verify", "--json");
        books.Code.ShouldBe(1);
        books.Json.EnumerateArray().Single(t => t.GetProperty("tenant").GetString() == "alder").GetProperty("checks").EnumerateArray().Any(c => c.GetProperty("differenceCount").GetInt64() > 0).ShouldBeTrue();
    }

    private Task<UbResult> RunAsync(params string[] words) => _ub.RunAsync(words);

    private Task<UbResult> StartAsync(string through) => RunAsync("bill-run", "start", "--tenant", "alder", "--as", Technician, "--cycle", "EVEN", "--bill-date", "2026-03-02", "--through", through, "--json");

    private async Task OpenStreetAsync()
    {
        await _street.OpenAsync();
        await _street.AddHouseAsync("Ann", 100m, winterAverage: 5m);
        await _street.AddHouseAsync("Bob", 200m, winterAverage: null, program: "lowIncome");
    }

    private async Task ReadStreetAsync()
    {
        await OpenStreetAsync();
        await _street.ImportAsync(_street.ReadFile(new(2026, 2, 26), ("Ann", 112.0m), ("Bob", 209.5m)));
    }

    private Task<long> ReadsAsync() => _host.Database.ScalarAsOwnerAsync<long>("select count(*) from metering.reads where source = 'File'");

    /// <summary>Gives a person one more role, past the warning about rights that one person should not hold.</summary>
    private Task AlsoAsync(string person, string role) => _host.Database.ExecuteAsOwnerAsync($"""
        insert into platform.user_roles (tenant_id, user_id, role_id)
        select r.tenant_id, u.id, r.id from platform.users u, platform.roles r where u.user_name = '{person}' and r.tenant_id = '{_host.Alder.Id}' and r.name = '{role}'
        """);
}

internal static class UbResultAssertions
{
    /// <summary>Exit code 1, the reason with its code beside the results, and no result.</summary>
    public static void ShouldBeRefused(this UbResult result, string reason)
    {
        (result.Code, result.Output).ShouldBe((1, ""), result.ToString());
        result.Error.ShouldContain(reason);
    }
}
