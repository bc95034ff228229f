using System.Diagnostics;

namespace UtilityBilling.Benchmarks;

/// <summary>CPU-seconds used so far by this process and by every PostgreSQL process, living and reaped.</summary>
internal readonly record struct CpuClock(double Client, double Database)
{
    private const double TicksPerSecond = 100;

    public static CpuClock Now()
    {
        using var self = Process.GetCurrentProcess();
        return new CpuClock(self.TotalProcessorTime.TotalSeconds, Directory.Exists("/proc") ? Directory.GetDirectories("/proc").Sum(PostgresSeconds) : 0);
    }

    public static CpuClock operator -(CpuClock later, CpuClock earlier) => new(later.Client - earlier.Client, later.Database - earlier.Database);

    /// <summary>User and system time of a postgres process and of its ended children, from <c>/proc/PID/stat</c>; 0 for anything else.</summary>
    private static double PostgresSeconds(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), out _))
            return 0;
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            if (!stat.Contains("(postgres)", StringComparison.Ordinal))
                return 0;
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[11..15].Sum(f => double.Parse(f, System.Globalization.CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0; // The process ended while its file was read: its time is counted with its parent's.
        }
    }
}
