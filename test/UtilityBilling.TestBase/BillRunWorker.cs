using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.Guids;

namespace UtilityBilling.TestBase;

/// <summary>
/// A process that does one bill run and nothing else, to be killed by a test. It makes itself ready, waits for a line on its input, says on its output what it is
/// at, and goes on by itself when the database was away.
/// </summary>
internal static class BillRunWorker
{
    public const string Finished = "finished";
    public const string Broken = "broken ";
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(3);

    /// <param name="number">Makes its ids its own.</param>
    public static async Task RunAsync(string connectionString, Guid run, string number)
    {
        var clock = new FakeTimeProvider(TestHost.Start);
        await using var services = House.Compose(connectionString, clock, new SeededGuidGenerator(clock, $"worker {number}"), s => s.Configure<BillRunOptions>(o => o.Workers = 2));
        var driver = new BillRunDriver(services, run, Console.WriteLine);
        await PersistAsync(driver.LookAsync);
        if (await Console.In.ReadLineAsync() is null)
            return;
        await PersistAsync(() => driver.DriveAsync());
        Console.WriteLine(Finished);
    }

    /// <summary>Again while the database is away; anything else is told and ends the worker.</summary>
    private static async Task PersistAsync(Func<Task> work)
    {
        for (var absence = Stopwatch.StartNew(); ;)
        {
            var begun = absence.Elapsed;
            try
            {
                await work();
                return;
            }
            catch (Exception error) when (IsAway(error) && absence.Elapsed < LongestAbsence)
            {
                if (absence.Elapsed - begun > TimeSpan.FromSeconds(1))
                    absence.Restart();
                await Task.Delay(20);
            }
            catch (Exception error)
            {
                Console.WriteLine(Broken + error.ToString().ReplaceLineEndings(" ~ "));
                Environment.Exit(1);
            }
        }
    }

    private static bool IsAway(Exception? error) => error switch
    {
        null => false,
        PostgresException refused => refused.SqlState.StartsWith("57P", StringComparison.Ordinal) || refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or SocketException or IOException => true,
        _ => IsAway(error.InnerException),
    };
}
