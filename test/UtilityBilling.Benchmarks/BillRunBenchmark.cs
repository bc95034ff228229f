using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.Approvals;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.RateProof;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.EmbeddedPostgres;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;

namespace UtilityBilling.Benchmarks;

/// <summary>What one bill run cost. CPU-seconds are of this process and of its PostgreSQL together; the ceiling is measured in the same run on the same schema.</summary>
public sealed record BillRunFigures(
    int Accounts, int Bills, double ImportedAgreementsPerSecond, double ReadsPerSecond, IReadOnlyList<PhaseFigures> Phases, double Seconds, double RowsPerBill,
    double BillsPerSecond, double BillsPerCpuSecond, double CeilingBillsPerCpuSecond, double RatioToCeiling, double PeakMemoryMiB,
    double ProvenBillsPerSecond, double StudiedBillsPerSecond);

/// <summary>Imports reads for a made town, runs its bills from scope to posted, and measures the same rows written by bare SQL beside it.</summary>
public static class BillRunBenchmark
{
    /// <summary>The tables that posting fills, one row or more for each bill.</summary>
    private const string PostedRows = """
        select (select count(*) from billing.bills b where b.run_id = $1) + (select count(*) from billing.bill_lines l join billing.bills b on b.tenant_id = l.tenant_id and b.id = l.bill_id where b.run_id = $1)
             + (select count(*) from billing.coverage v join billing.bills b on b.tenant_id = v.tenant_id and b.id = v.bill_id where b.run_id = $1)
             + (select count(*) from billing.billed_reads r join billing.bills b on b.tenant_id = r.tenant_id and b.id = r.bill_id where b.run_id = $1)
             + (select sum(j.entry_count + 1) from billing.journals j join billing.bills b on b.tenant_id = j.tenant_id and b.journal_id = j.id where b.run_id = $1)
             + (select count(*) from billing.charges c join billing.bills b on b.tenant_id = c.tenant_id and b.id = c.cause_id where b.run_id = $1)
             + (select 2 * count(*) from billing.statements s where s.run_id = $1)
        """;

    /// <param name="workers">How many pages at once; empty: as many as the product takes by itself.</param>
    public static async Task<BillRunFigures> RunAsync(int accounts, int? workers, Action<string> say)
    {
        await using var host = await TestHost.StartAsync(s => s.Configure<BillRunOptions>(o => o.Workers = workers ?? o.Workers));
        var alder = host.Alder;
        var town = new MadeTown(alder, accounts);
        say($"making a town of {accounts} accounts");
        var watch = Stopwatch.StartNew();
        await town.OpenAsync(say);
        var imported = town.AgreementCount / watch.Elapsed.TotalSeconds;

        say("importing reads");
        var file = town.ReadFile();
        watch.Restart();
        var read = await alder.InScopeAsync(alder.Technician, s => s.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(new MemoryStream(file), "reads.csv", null, town.CycleId));
        var readsPerSecond = read.Lines / watch.Elapsed.TotalSeconds;

        var phases = new Phases(await CpuClock.OfAsync(host));
        var run = await phases.RunAsync(
            "scope", () => alder.WriteAsync(alder.Technician, s => s.GetRequiredService<IBillRunAppService>().StartAsync(new StartBillRunInput(town.PeriodId))),
            async id => (await BillAsync(alder, id)).InScope);
        say("calculating");
        await phases.RunAsync("calculate", () => InScopeAsync(alder, s => s.GetRequiredService<IBillRunProcessor>().CalculateAsync(run)), async _ => (await BillAsync(alder, run)).BillCount);
        await phases.RunAsync("approve", () => ApproveAsync(alder, run), async _ => (await BillAsync(alder, run)).BillCount);
        say("posting");
        var posted = 0L;
        await phases.RunAsync("post", () => InScopeAsync(alder, s => s.GetRequiredService<IBillRunProcessor>().PostAsync(run)), async _ => posted = await CountAsync(alder, run));

        say("measuring the ceiling");
        var done = await BillAsync(alder, run);
        if (done.State != BillRunState.Posted || done.BillCount != accounts)
            throw new InvalidOperationException($"The run is {done.State} with {done.BillCount} bills of {accounts}: its figures would mean nothing.");
        var ceiling = await SqlCeiling.MeasureAsync(host, town, run);
        var perCpu = done.BillCount / phases.CpuSeconds;
        var memory = phases.PeakMemoryMiB;
        say("proving and studying the bills");
        watch.Restart();
        var proof = await alder.ReadAsync(alder.Auditor, s => s.GetRequiredService<IRateProofAppService>().ProveAsync(run));
        if (proof.Bills != done.BillCount || proof.DifferenceCount != 0)
            throw new InvalidOperationException($"The proof finds {proof.DifferenceCount} differences on {proof.Bills} bills.");
        var proven = proof.Bills / watch.Elapsed.TotalSeconds;
        var studied = await StudyAsync(alder, done.BillCount, watch);
        return new BillRunFigures(
            accounts, done.BillCount, Math.Round(imported), Math.Round(readsPerSecond), phases.All, Math.Round(phases.Seconds, 2), Math.Round((double)posted / done.BillCount, 1), Math.Round(done.BillCount / phases.Seconds),
            Math.Round(perCpu), Math.Round(ceiling), Math.Round(perCpu / ceiling, 3), memory, Math.Round(proven), Math.Round(studied));
    }

    /// <summary>A proposed tariff beside the adopted ones, over all the bills that were posted: bills a second, each rated twice.</summary>
    private static async Task<double> StudyAsync(TestTown town, int bills, Stopwatch watch)
    {
        var document = await File.ReadAllTextAsync(Path.Combine(RepositoryLocator.Find(), "etc", "demo", "riverbend", "proposed", "riverbend-2027-water.json"));
        var study = await town.WriteAsync(town.Technician, async s =>
        {
            var trial = await s.GetRequiredService<ITariffAppService>().ImportAsync(document);
            return await s.GetRequiredService<IRateStudyAppService>().StartAsync(new StartRateStudyInput("Benchmark", DateOnly.MinValue, DateOnly.MaxValue, [trial]));
        });
        watch.Restart();
        await InScopeAsync(town, s => s.GetRequiredService<IRateStudyProcessor>().WorkOutAsync(study));
        var seconds = watch.Elapsed.TotalSeconds;
        var result = await town.ReadAsync(town.Technician, s => s.GetRequiredService<IRateStudyAppService>().GetAsync(study));
        // The ceiling left a second set of bills behind.
        return result.Bills >= bills && result.Refused == 0 ? result.Bills / seconds : throw new InvalidOperationException($"The study rated {result.Bills} bills and could not rate {result.Refused}.");
    }

    private static async Task<bool> ApproveAsync(TestTown town, Guid run)
    {
        await town.WriteAsync(town.Technician, s => s.GetRequiredService<IBillRunAppService>().RequestApprovalAsync(run));
        await town.WriteAsync(town.Director, async s =>
        {
            var approval = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().Where(a => a.RecordId == run && a.DecidedAt == null).Select(a => a.Id).SingleAsync();
            await s.GetRequiredService<IApprovalManager>().DecideAsync(approval, true, null);
        });
        return true;
    }

    private static Task<BillRunDto> BillAsync(TestTown town, Guid run) => town.ReadAsync(town.Director, s => s.GetRequiredService<IBillRunAppService>().GetAsync(run));

    private static Task<long> CountAsync(TestTown town, Guid run) => town.ReadAsync(
        town.Director, async s => (await s.GetRequiredService<BulkWriter>().QueryAsync(PostedRows, [new NpgsqlParameter { Value = run }], r => (long)r.GetDecimal(0)))[0]);

    private static Task<bool> InScopeAsync(TestTown town, Func<IServiceProvider, Task> work) => town.InScopeAsync(town.Technician, async s => { await work(s); return true; });
}
