using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Approvals;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Platform.Approvals;
using UtilityBilling.TestBase;

namespace UtilityBilling.Benchmarks;

/// <summary>What one bill run cost. CPU-seconds are of this process and of PostgreSQL together.</summary>
public sealed record BillRunFigures(
    int Accounts, int Bills, long LinesWritten, long LedgerEntriesWritten, double ReadsPerSecond, double CalculateSeconds, double PostSeconds, double BillsPerSecond, double ClientCpuSeconds, double DatabaseCpuSeconds,
    double BillsPerCpuSecond, double CeilingBillsPerCpuSecond, double RatioToCeiling, double PeakMemoryMiB);

/// <summary>Imports reads for a made town, runs its bills from scope to posted, and measures the same rows written by bare SQL beside it.</summary>
internal static class BillRunBenchmark
{
    public static async Task<BillRunFigures> RunAsync(int accounts, Action<string> say)
    {
        await using var host = await TestHost.StartAsync();
        var town = new MadeTown(host.Alder, accounts);
        say($"making a town of {accounts} accounts");
        await town.OpenAsync(say);

        say("importing reads");
        var file = town.ReadFile();
        var watch = Stopwatch.StartNew();
        var imported = await host.Alder.InScopeAsync(host.Alder.Technician, s => s.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(new MemoryStream(file), "reads.csv", null, town.CycleId));
        var readsPerSecond = imported.Lines / watch.Elapsed.TotalSeconds;

        var before = CpuClock.Now();
        watch.Restart();
        var run = await host.Alder.WriteAsync(host.Alder.Technician, s => s.GetRequiredService<IBillRunAppService>().StartAsync(new StartBillRunInput(town.PeriodId)));
        await InScope(host.Alder, s => s.GetRequiredService<IBillRunProcessor>().CalculateAsync(run));
        var calculated = watch.Elapsed;
        say($"calculated in {calculated.TotalSeconds:0.0} s");
        await host.Alder.WriteAsync(host.Alder.Technician, s => s.GetRequiredService<IBillRunAppService>().RequestApprovalAsync(run));
        await host.Alder.WriteAsync(host.Alder.Director, async s =>
        {
            var approval = await s.GetRequiredService<IUtilityBillingDbContext>().Set<Approval>().Where(a => a.RecordId == run && a.DecidedAt == null).Select(a => a.Id).SingleAsync();
            await s.GetRequiredService<IApprovalManager>().DecideAsync(approval, true, null);
        });
        await InScope(host.Alder, s => s.GetRequiredService<IBillRunProcessor>().PostAsync(run));
        var whole = watch.Elapsed;
        var spent = CpuClock.Now() - before;
        say($"posted after {whole.TotalSeconds:0.0} s; measuring the ceiling");

        var posted = await host.Alder.ReadAsync(host.Alder.Director, s => s.GetRequiredService<IBillRunAppService>().GetAsync(run));
        var ceiling = await SqlCeiling.MeasureAsync(host, town, run);
        var perCpu = posted.BillCount / (spent.Client + spent.Database);
        return new BillRunFigures(
            accounts, posted.BillCount, ceiling.Lines, ceiling.Entries, Math.Round(readsPerSecond), Math.Round(calculated.TotalSeconds, 2), Math.Round((whole - calculated).TotalSeconds, 2),
            Math.Round(posted.BillCount / whole.TotalSeconds), Math.Round(spent.Client, 1), Math.Round(spent.Database, 1), Math.Round(perCpu), Math.Round(ceiling.BillsPerCpuSecond), Math.Round(perCpu / ceiling.BillsPerCpuSecond, 3),
            Math.Round(Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0));
    }

    private static Task InScope(TestTown town, Func<IServiceProvider, Task> work) => town.InScopeAsync(town.Technician, async s => { await work(s); return true; });
}
