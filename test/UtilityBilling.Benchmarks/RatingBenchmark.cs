using System.Diagnostics;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Benchmarks;

/// <summary>What the engine alone does on one core: bills of six services by the demo's tariff, from input to lines with their steps. CPU-seconds do not count what others take of the machine.</summary>
public sealed record RatingFigures(int Bills, int Lines, double Seconds, double CpuSeconds, double BillsPerSecond, double BillsPerCpuSecond, double LinesPerCpuSecond, double BytesPerBill);

/// <summary>Rates the same thousand households over and over on one thread.</summary>
public static class RatingBenchmark
{
    private const int Households = 1_000;
    private static readonly DateOnly From = new(2026, 3, 1), To = new(2026, 5, 1);
    private static readonly string[] Services = ["water", "sewer", "stormwater", "police", "parks", "admin"];

    public static RatingFigures Run(TimeSpan duration)
    {
        var reading = TariffReader.Read(File.ReadAllText(DemoTariff()));
        var book = new RatingBook([TariffCompiler.Compile(reading.Document ?? throw new InvalidOperationException(string.Join(Environment.NewLine, reading.Problems)))]);
        var bills = Inputs();
        Measure(book, bills, TimeSpan.FromSeconds(2));
        return Measure(book, bills, duration);
    }

    private static RatingFigures Measure(RatingBook book, RatingInput[] bills, TimeSpan duration)
    {
        var lines = new List<RatedLine>();
        var (rated, count) = (0, 0);
        var process = Process.GetCurrentProcess();
        var (watch, cpu, bytes) = (Stopwatch.StartNew(), process.TotalProcessorTime, GC.GetAllocatedBytesForCurrentThread());
        while (watch.Elapsed < duration)
            foreach (var bill in bills)
            {
                lines.Clear();
                if (book.Rate(bill, lines) is { } refusal)
                    throw new InvalidOperationException(refusal.Sentence("en"));
                rated++;
                count += lines.Count;
            }

        process.Refresh();
        var (seconds, cpuSeconds) = (watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds);
        return new RatingFigures(rated, count, seconds, cpuSeconds, rated / seconds, rated / cpuSeconds, count / cpuSeconds, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / rated);
    }

    private static RatingInput[] Inputs()
    {
        var random = new Random(20261123);
        return
        [
            .. Enumerable.Range(0, Households).Select(i => new RatingInput
            {
                From = From,
                To = To,
                BillDate = To,
                PeriodFrom = From,
                PeriodTo = To,
                Facts = new Dictionary<string, FactValue>
                {
                    ["units"] = FactValue.Of((decimal)random.Next(1, 9)),
                    ["imperviousSqFt"] = FactValue.Of((decimal)random.Next(500, 30_000)),
                    ["winterUsage"] = FactValue.Of([random.Next(1, 20), random.Next(1, 20)]),
                },
                Agreements =
                [
                    .. Services.Select(service => new RatingAgreement
                    {
                        Service = service,
                        Class = i % 10 == 0 ? "commercial" : i % 10 == 1 ? "multifamily" : "residential",
                        MeterSize = i % 5 == 0 ? "1" : "5/8",
                        Usage = service == "water" ? random.Next(0, 40_000) / 1_000m : null,
                        Discounts = i % 12 == 0 ? [new("lowIncome")] : [],
                    }),
                ],
            }),
        ];
    }

    private static string DemoTariff()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "etc", "demo", "riverbend", "tariffs", "riverbend-2026.json") is var file && File.Exists(file))
                return file;
        throw new InvalidOperationException("The demo's tariff is not above the benchmark's folder. Run it from a checkout.");
    }
}
