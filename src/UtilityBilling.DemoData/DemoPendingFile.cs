using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.DemoData;

/// <summary>The read file that waits for the newcomer, with what such files have in them: a leak, a house that stands empty, wraps, a meter that did not answer, one nobody knows.</summary>
internal sealed class DemoPendingFile(DemoOffice office, DemoWorld world)
{
    private const int EachOddity = 3;

    public async Task<string> WriteAsync(DemoPeriod period, CancellationToken cancellationToken)
    {
        var reads = new DemoReads(office, world);
        var path = Path.Combine(world.FilesFolder ?? DemoFolder.Find(), reads.FileName(period));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var content = new MemoryStream();
        ReadFileWriter.WriteBeaconCsv(content, Spoil(period, reads));
        await File.WriteAllBytesAsync(path, content.ToArray(), cancellationToken).ConfigureAwait(false);
        return DemoFolder.Show(path);
    }

    private List<WrittenRead> Spoil(DemoPeriod period, DemoReads reads)
    {
        var houses = world.OfCycle(period.CycleIndex).Where(p => p is { IsVacant: false, Class: "residential" } && !IsWrapping(p)).ToList();
        var odd = houses.Where((_, i) => i % Math.Max(1, houses.Count / (EachOddity * 3)) == 0).Take(EachOddity * 3).ToList();
        var (high, zero, missing) = (odd.Where((_, i) => i % 3 == 0).ToHashSet(), odd.Where((_, i) => i % 3 == 1).ToHashSet(), odd.Where((_, i) => i % 3 == 2).ToHashSet());
        var lines = new List<WrittenRead>();
        foreach (var premise in world.OfCycle(period.CycleIndex).Where(p => !missing.Contains(p)))
        {
            var read = reads.Reads(period, [premise]).Single();
            var usage = world.Usage.Of(premise, period);
            lines.Add(high.Contains(premise) ? read with { Reading = (read.Reading + (usage * 4)) % world.Usage.Capacity(premise), LeakRate = 22.5m, LeakSince = period.Dates.ReadDate.AddDays(-19) }
                : zero.Contains(premise) ? read with { Reading = (read.Reading - usage + world.Usage.Capacity(premise)) % world.Usage.Capacity(premise) }
                : read);
        }
        if (lines.Count > 0)
            lines.Add(lines[^1] with { Account = "", MeterSerial = "99000001", EndpointId = "199000001" });
        return lines;
    }

    private static bool IsWrapping(DemoPremise premise) => DemoTownBuilder.Wraps(premise);
}

/// <summary>The folder of the demo's files below the clone's ignored data; below the system's temporary folder where there is no clone.</summary>
internal static class DemoFolder
{
    private static readonly string? Clone = FindClone();

    public static string Find() => Clone is null ? Path.Combine(Path.GetTempPath(), "utility-billing-demo") : Path.Combine(Clone, ".data", "demo");

    /// <summary>As a newcomer types it who stands in the clone.</summary>
    public static string Show(string path) => Clone is null ? path : Path.GetRelativePath(Clone, path);

    private static string? FindClone()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "UtilityBilling.sln")))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
