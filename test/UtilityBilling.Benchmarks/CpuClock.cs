using System.Diagnostics;
using System.Globalization;
using Npgsql;
using UtilityBilling.TestBase;

namespace UtilityBilling.Benchmarks;

/// <summary>CPU-seconds used so far by this process and by its own PostgreSQL server, living and reaped processes alike.</summary>
internal readonly record struct CpuTime(double Client, double Database)
{
    public double Sum => Client + Database;

    public static CpuTime operator -(CpuTime later, CpuTime earlier) => new(later.Client - earlier.Client, later.Database - earlier.Database);
}

/// <summary>Reads the CPU time of one PostgreSQL server, found by one of its backends. Without <c>/proc</c> the database's part is 0.</summary>
internal sealed class CpuClock
{
    private const double TicksPerSecond = 100;
    private readonly int _postmaster;

    private CpuClock(int postmaster) => _postmaster = postmaster;

    public static async Task<CpuClock> OfAsync(TestHost host)
    {
        await using var connection = await host.Database.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_backend_pid()", connection);
        return new CpuClock(Stat((int)(await command.ExecuteScalarAsync())!)?.Parent ?? 0);
    }

    public CpuTime Now()
    {
        using var self = Process.GetCurrentProcess();
        return new CpuTime(self.TotalProcessorTime.TotalSeconds, _postmaster == 0 ? 0 : Processes().Sum(Seconds));
    }

    private static IEnumerable<int> Processes() => Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0);

    private double Seconds(int process) => Stat(process) is { } stat && (process == _postmaster || stat.Parent == _postmaster) ? stat.Seconds : 0;

    /// <summary>Parent, and user and system time of a process and of its ended children; nothing when it has ended.</summary>
    private static (int Parent, double Seconds)? Stat(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
        catch (IOException)
        {
            return null; // It ended while it was looked at: its time is counted with its parent's.
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
