using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Benchmarks;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore.Auditing;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Crash;

/// <summary>
/// X3: the worker and PostgreSQL are killed at fifty and more points of a bill run, from calculating to posted; in the end it is the run that nothing disturbed.
/// <c>UB_CRASH_ACCOUNTS</c> sets how many accounts the town has, <c>UB_CRASH_SEED</c> repeats the points of another run.
/// </summary>
public sealed class KilledBillRunTests(ITestOutputHelper output)
{
    private const int AgreementsPerAccount = 6;
    private const int Points = 50;
    private const int MostCopies = 6;
    private static readonly int Accounts = Setting("UB_CRASH_ACCOUNTS", 1_200);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task X3_a_run_killed_at_fifty_points_bills_each_agreement_once_and_says_what_an_undisturbed_one_says()
    {
        var seed = Setting("UB_CRASH_SEED", 20261123);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Accounts} accounts, seed {seed}"));
        var clock = Stopwatch.StartNew();
        await using var server = await PostgresCluster.StartOwnAsync();
        await using var town = await TestDatabase.CreateAsync(own: server);
        var run = await MakeTownAsync(town);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The town is made after {clock.Elapsed.TotalSeconds:0.0} s"));

        await using var calm = await TestDatabase.CreateAsync(town, server);
        var measured = await RunCalmlyAsync(calm, run);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The undisturbed run ends after {clock.Elapsed.TotalSeconds:0.0} s: {measured}"));

        var undisturbed = await BusinessDigest.OfAsync(calm);
        undisturbed["billing.bills"].ShouldStartWith(string.Create(CultureInfo.InvariantCulture, $"{Accounts} rows "));
        var schedule = new KillSchedule(seed, measured.Pages, measured.Calculation, measured.Approval, measured.Posting / measured.Pages);
        var points = new List<KillPoint>();
        // Where the machine became quicker after it was measured, a run is through before the last blow; then another copy of the town takes the rest.
        for (var copy = 1; points.Count < Points && copy <= MostCopies; copy++)
        {
            await using var storm = await TestDatabase.CreateAsync(town, server);
            points.AddRange(await RunThroughStormAsync(storm, server, run, schedule));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Copy {copy} is posted after {clock.Elapsed.TotalSeconds:0.0} s and {points.Count} points"));
            await EachIsBilledOnceAsync(storm, run);
            var killed = await BusinessDigest.OfAsync(storm);
            killed.Where(k => undisturbed[k.Key] != k.Value).Select(k => $"{k.Key}: {k.Value}, undisturbed {undisturbed[k.Key]}").ShouldBeEmpty();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{killed.Count} tables agree after {clock.Elapsed.TotalSeconds:0.0} s"));
        }

        foreach (var point in points)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {point.Phase,-10} {point.Victim,-9} {point.After.TotalMilliseconds,6:0} ms"));
        points.Count.ShouldBeGreaterThanOrEqualTo(Points);
        points.Select(p => p.Victim).Distinct().Count().ShouldBe(2);
        points.Select(p => p.Phase).Distinct().Count().ShouldBe(3);
    }

    /// <summary>A town with reads and a run that stands at its scope.</summary>
    private static async Task<Guid> MakeTownAsync(TestDatabase database)
    {
        await using var host = new TestHost(database, seed: "town");
        var alder = host.Alder;
        var town = new MadeTown(alder, Accounts);
        await town.OpenAsync(_ => { });
        using var file = new MemoryStream(town.ReadFile());
        await alder.InScopeAsync(alder.Technician, s => s.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(file, "reads.csv", null, town.CycleId));
        var run = await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<IBillRunAppService>().StartAsync(new StartBillRunInput(town.PeriodId)));
        await database.ExecuteAsOwnerAsync("analyze");
        return run;
    }

    private static async Task<CalmRun> RunCalmlyAsync(TestDatabase database, Guid run)
    {
        await using var host = new TestHost(database, seed: "calm");
        var (marks, pages) = (new List<(string Text, TimeSpan At)>(), 0);
        var clock = Stopwatch.StartNew();
        await new BillRunDriver(host.Services, run, text =>
        {
            marks.Add((text, clock.Elapsed));
            pages = text.Split('/') is [_, var all] ? int.Parse(all, CultureInfo.InvariantCulture) : pages;
        }).DriveAsync();
        return new CalmRun(At("Calculated") - At("Scoped"), At("Approved") - At("Calculated"), At("Posted") - At("Approved"), pages);

        TimeSpan At(string text) => marks.First(m => m.Text == text).At;
    }

    /// <summary>One worker works and another stands ready; at each point the worker or the database is killed, and whoever is left goes on.</summary>
    private static async Task<List<KillPoint>> RunThroughStormAsync(TestDatabase database, PostgresCluster server, Guid run, KillSchedule schedule)
    {
        var (points, number, pagesLeft) = (new List<KillPoint>(), 0, int.MaxValue);
        var limit = Stopwatch.StartNew();
        var ready = BillRunChild.Start(database.ConnectionString, run, ++number);
        var worker = BillRunChild.Start(database.ConnectionString, run, ++number);
        try
        {
            worker.Go();
            string? phase = null;
            while (true)
            {
                if (limit.Elapsed > Limit)
                    throw new TimeoutException($"The run has not come to its end after {points.Count} blows.");
                if (phase is null || schedule.Next(phase, pagesLeft) is not { } point)
                {
                    if (Hear(TimeSpan.FromSeconds(60)) == BillRunWorker.Finished)
                        return points;
                    continue;
                }

                for (var wait = Stopwatch.StartNew(); wait.Elapsed < point.After;)
                    if (Hear(point.After - wait.Elapsed) == BillRunWorker.Finished)
                        return points;
                points.Add(point);
                if (point.Victim == Victim.Database)
                {
                    await server.KillAsync();
                }
                else
                {
                    worker.Kill();
                    worker.Dispose();
                    (worker, ready) = (ready, BillRunChild.Start(database.ConnectionString, run, ++number));
                    worker.Go();
                }
                // The next blow is measured from the moment that the worker is at work again.
                phase = null;
            }

            string? Hear(TimeSpan longest)
            {
                var said = worker.Listen(longest);
                phase = said switch
                {
                    "Scoped" => KillSchedule.Calculating,
                    "Calculated" or "AwaitingApproval" => KillSchedule.Approving,
                    "Approved" or "Posting" => KillSchedule.Posting,
                    _ => phase,
                };
                if (said?.Split('/') is [var posted, var pages])
                    pagesLeft = int.Parse(pages, CultureInfo.InvariantCulture) - int.Parse(posted, CultureInfo.InvariantCulture);
                return said;
            }
        }
        finally
        {
            worker.Dispose();
            ready.Dispose();
        }
    }

    private static async Task EachIsBilledOnceAsync(TestDatabase database, Guid run)
    {
        (await database.ScalarAsOwnerAsync<long>("select count(*) from billing.coverage")).ShouldBe(Accounts * AgreementsPerAccount);
        (await database.ScalarAsOwnerAsync<long>("select count(*) from (select 1 from billing.coverage group by tenant_id, agreement_id, period_id having count(*) > 1) twice")).ShouldBe(0);
        (await database.ScalarAsOwnerAsync<long>("select max(number) - min(number) + 1 from billing.bills")).ShouldBe(Accounts);
        await using var host = new TestHost(database, seed: "after");
        var done = await host.Alder.ReadAsync(host.Alder.Auditor, s => s.GetRequiredService<IBillRunAppService>().GetAsync(run));
        done.State.ShouldBe(BillRunState.Posted);
        (done.Billed, done.BillCount).ShouldBe((Accounts * AgreementsPerAccount, Accounts));
        var books = await host.Alder.ReadAsync(host.Alder.Auditor, s => s.GetRequiredService<IBooksVerification>().VerifyAsync(includesLong: false));
        books.Where(b => !b.IsGood).Select(b => $"{b.Name}: {b.Differences[0].Subject}").ShouldBeEmpty();
        (await host.Services.GetRequiredService<AuditVerifier>().VerifyAsync(TestTowns.Alder, null)).Finding.ShouldBeNull();
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private sealed record CalmRun(TimeSpan Calculation, TimeSpan Approval, TimeSpan Posting, int Pages);
}
