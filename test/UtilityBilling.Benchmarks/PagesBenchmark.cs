using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.TestBase;

namespace UtilityBilling.Benchmarks;

/// <summary>How long one kind of page takes, in milliseconds, alone and while the same process and database calculate and post a bill run.</summary>
public sealed record PageFigures(string Page, int AloneCount, double AloneP50, double AloneP95, int DuringCount, double DuringP50, double DuringP95, double P95Ratio);

public sealed record PagesFigures(int Accounts, double RunSeconds, IReadOnlyList<PageFigures> Pages);

/// <summary>Asks the real host for the pages that a clerk opens all day, over HTTP and signed in, first alone and then while a whole bill run goes on beside them.</summary>
public static class PagesBenchmark
{
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenClicks = TimeSpan.FromMilliseconds(50);

    public static async Task<PagesFigures> RunAsync(int accounts, Action<string> say, TimeSpan? alone = null)
    {
        await using var host = await TestHost.StartAsync();
        var alder = host.Alder;
        var town = new MadeTown(alder, accounts);
        say($"making a town of {accounts} accounts");
        await town.OpenAsync(say);
        using var file = new MemoryStream(town.ReadFile());
        await alder.InScopeAsync(alder.Technician, s => s.GetRequiredService<IReadImportAppService>().ImportAtOnceAsync(file, "reads.csv", null, town.CycleId));
        var run = await alder.WriteAsync(alder.Technician, s => s.GetRequiredService<IBillRunAppService>().StartAsync(new StartBillRunInput(town.PeriodId)));
        await host.Database.ExecuteAsOwnerAsync("analyze");

        await using var web = await WebTestHost.StartAsync(host.Database, host.Clock);
        using var technician = await web.SignInAsync(TestTowns.Alder, alder.Technician);
        using var cashier = await web.SignInAsync(TestTowns.Alder, alder.Cashier);
        var visits = new Visits(technician, cashier, await SampleAsync(host.Database));
        say("warming up");
        await visits.ClickAsync(TimeSpan.FromSeconds(alone is null ? 10 : 1), CancellationToken.None);
        say("pages alone");
        var quiet = await visits.ClickAsync(alone ?? Alone, CancellationToken.None);
        say("pages while the run is calculated and posted");
        using var end = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var running = Task.Run(async () =>
        {
            await new BillRunDriver(host.Services, run, state => say($"  {state}")).DriveAsync();
            await end.CancelAsync();
            return watch.Elapsed.TotalSeconds;
        });
        var busy = await visits.ClickAsync(TimeSpan.FromHours(2), end.Token);
        return new PagesFigures(accounts, Math.Round(await running, 1), [.. quiet.Keys.Select(page => Figures(page, quiet[page], busy[page]))]);
    }

    private static PageFigures Figures(string page, List<double> quiet, List<double> busy) => new(
        page, quiet.Count, At(quiet, 0.5), At(quiet, 0.95), busy.Count, At(busy, 0.5), At(busy, 0.95), At(quiet, 0.95) > 0 ? Math.Round(At(busy, 0.95) / At(quiet, 0.95), 2) : 0);

    private static double At(List<double> times, double share) => times.Count == 0 ? 0 : Math.Round(times.Order().ElementAt((int)Math.Ceiling(share * times.Count) - 1), 1);

    private static async Task<IReadOnlyList<Payer>> SampleAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync(database.OwnerConnectionString);
        await using var command = new NpgsqlCommand("select a.id, a.number, c.last_name from customers.accounts a join customers.customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id order by md5(a.number) limit 500", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var payers = new List<Payer>();
        while (await reader.ReadAsync())
            payers.Add(new Payer(reader.GetGuid(0), reader.GetString(1), reader.GetString(2)));
        return payers;
    }

    private sealed record Payer(Guid Account, string Number, string Name);

    /// <summary>Two people at their desks: one looks things up, one takes payments. Each waits a moment between two clicks.</summary>
    private sealed class Visits(HttpClient technician, HttpClient cashier, IReadOnlyList<Payer> payers)
    {
        private int _next;

        public async Task<Dictionary<string, List<double>>> ClickAsync(TimeSpan duration, CancellationToken end)
        {
            var times = new Dictionary<string, List<double>> { ["account"] = [], ["search"] = [], ["list"] = [], ["take a receipt"] = [] };
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(
                RepeatAsync(payer => GetAsync(times["account"], $"/Customers/Accounts/{payer.Account}"), payer => GetAsync(times["search"], $"/Search?q={payer.Name}"), payer => GetAsync(times["list"], "/Customers/Accounts")),
                RepeatAsync(payer => TakeAsync(times["take a receipt"], payer)));
            return times;

            async Task RepeatAsync(params Func<Payer, Task>[] clicks)
            {
                for (var i = 0; watch.Elapsed < duration && !end.IsCancellationRequested; i++)
                {
                    await clicks[i % clicks.Length](payers[Interlocked.Increment(ref _next) % payers.Count]);
                    await Task.Delay(BetweenClicks, CancellationToken.None);
                }
            }
        }

        private async Task GetAsync(List<double> times, string path)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await technician.GetAsync(new Uri(path, UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);
            Check(path, answer, HttpStatusCode.OK);
        }

        /// <summary>Only the posting counts; the empty form before it is like any other page.</summary>
        private async Task TakeAsync(List<double> times, Payer payer)
        {
            const string path = "/Collections/Receipts/New";
            var form = WebTestHost.HiddenFields(await cashier.GetStringAsync(new Uri($"{path}?account={payer.Number}", UriKind.Relative)));
            (form["Input.AccountNumber"], form["Input.Amount"], form["Input.Tender"]) = (payer.Number, "1.25", "Cash");
            var watch = Stopwatch.StartNew();
            using var answer = await WebTestHost.PostAsync(cashier, path, form);
            times.Add(watch.Elapsed.TotalMilliseconds);
            Check(path, answer, HttpStatusCode.Redirect);
        }

        private static void Check(string path, HttpResponseMessage answer, HttpStatusCode expected)
        {
            if (answer.StatusCode != expected)
                throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: the figures would mean nothing.");
        }
    }
}
