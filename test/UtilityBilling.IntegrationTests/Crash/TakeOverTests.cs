using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using UtilityBilling.Benchmarks;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Crash;

/// <summary>Two web hosts on one database: when one is killed while it posts, the other ends the run without anybody's doing.</summary>
public sealed class TakeOverTests(ITestOutputHelper output)
{
    private const int Accounts = 2_400;
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("UB_TAKEOVER_DEAD_AFTER_SECONDS") ?? "6", CultureInfo.InvariantCulture));

    /// <summary>Whose transaction holds a page of a run.</summary>
    private const string Holder = """
        select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.relation = 'billing.bill_run_pages'::regclass and l.mode = 'RowShareLock' and a.application_name like 'node%' limit 1
        """;

    [Fact]
    public async Task A_second_node_ends_the_run_of_one_that_was_killed_while_it_posted()
    {
        await using var host = await TestHost.StartAsync();
        var run = await CalculatedRunAsync(host);
        using var first = await WebNode.StartAsync("node1", host.Database.ConnectionString, DeadAfter);
        using var second = await WebNode.StartAsync("node2", host.Database.ConnectionString, DeadAfter);

        // The approval queues the posting; one of the two takes it.
        await new BillRunDriver(host.Services, run, _ => { }).DriveAsync(BillRunState.Approved);
        var victim = await WhoPostsAsync(host.Database) == first.Name ? first : second;
        victim.Kill();
        var clock = Stopwatch.StartNew();
        var posted = await host.Database.ScalarAsOwnerAsync<long>("select count(*) from billing.bills");
        posted.ShouldBeInRange(1, Accounts - 1);
        while (await StateAsync(host.Database) != nameof(BillRunState.Posted))
        {
            (clock.Elapsed < DeadAfter + TimeSpan.FromSeconds(90)).ShouldBeTrue($"Nobody took over. {first.Said} {second.Said}");
            await Task.Delay(100);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{victim.Name} was killed with {posted} of {Accounts} bills posted; {clock.Elapsed.TotalSeconds:0.0} s later all were (taken for dead after {DeadAfter.TotalSeconds:0} s)"));

        (await host.Database.ScalarAsOwnerAsync<long>("select count(*) from billing.bills")).ShouldBe(Accounts);
        (await host.Database.ScalarAsOwnerAsync<long>("select count(distinct occupancy_id) from billing.bills")).ShouldBe(Accounts);
        (await host.Database.ScalarAsOwnerAsync<long>("select count(*) from platform.outbox_messages where type = 'Billing.BillRunPosted'")).ShouldBe(1);
        (await host.Database.ScalarAsOwnerAsync<string>("select string_agg(state || ' ' || attempts, ', ') from platform.background_jobs where type = 'Billing.BillRun.Post'")).ShouldBeOneOf("Done 2", "Running 2");
        foreach (var node in new[] { first, second })
            node.Said.ShouldNotContain("fail:");
    }

    private static async Task<Guid> CalculatedRunAsync(TestHost host)
    {
        var town = new MadeTown(host.Alder, Accounts);
        await town.OpenAsync(_ => { });
        using var file = new MemoryStream(town.ReadFile());
        await host.Alder.InScopeAsync(host.Alder.Technician, s => s.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(file, "reads.csv", null, town.CycleId));
        var run = await host.Alder.WriteAsync(host.Alder.Technician, s => s.GetRequiredService<IBillRunAppService>().StartAsync(new StartBillRunInput(town.PeriodId)));
        await new BillRunDriver(host.Services, run, _ => { }).DriveAsync(BillRunState.AwaitingApproval);
        return run;
    }

    /// <summary>Waits until a page is posted and another one is held, and tells by whom.</summary>
    private static async Task<string> WhoPostsAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Cluster.SuperuserConnectionString(database.Name)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        for (var wait = Stopwatch.StartNew(); wait.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(20))
        {
            await using var command = new NpgsqlCommand($"select ({Holder}) from billing.bill_run_pages having count(*) filter (where posted_at is not null) between 1 and count(*) - 2", connection);
            if (await command.ExecuteScalarAsync() is string name)
                return name;
        }
        throw new TimeoutException("No node posts.");
    }

    private static Task<string?> StateAsync(TestDatabase database) => database.ScalarAsOwnerAsync<string>("select state from billing.bill_runs");
}
