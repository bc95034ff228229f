using System.Diagnostics;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Localization;

namespace UtilityBilling.Benchmarks;

/// <summary>What drawing alone does on one core: frozen statements, from their text to a print file. CPU-seconds do not count what others take of the machine.</summary>
/// <param name="BytesOfOneBill">A file with one statement, as it is mailed electronically.</param>
public sealed record StatementFigures(int Statements, int Pages, double Seconds, double CpuSeconds, double PagesPerSecond, double PagesPerCpuSecond, double BytesPerPage, long BytesOfOneBill, int BytesFrozen);

/// <summary>Draws statements of invented customers, each with its own names, figures, bars of the post and graph.</summary>
public static class StatementBenchmark
{
    private static readonly string[] Streets = ["Cherry Blossom Ln NE", "Mill Road SE", "Riverside Dr N", "Oak St", "Chemawa Rd NE"];

    public static async Task<StatementFigures> RunAsync(int statements)
    {
        var renderer = new SkiaBillDocumentRenderer(new LocalizationCatalog([BillingTexts.Assembly]));
        string[] frozen = [.. Enumerable.Range(1, statements).Select(n => StatementContent.Write(Statement(n)))];
        await DrawAsync(renderer, frozen.Take(Math.Min(statements, 200)), new CountingStream());
        var file = new CountingStream();
        var process = Process.GetCurrentProcess();
        var (watch, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var result = await DrawAsync(renderer, frozen, file);
        process.Refresh();
        var (seconds, cpuSeconds) = (watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds);
        var one = new CountingStream();
        await renderer.RenderAsync(one, new[] { StatementContent.Read(frozen[0]) }.ToAsyncEnumerable(), new PrintFileOptions("One", DateTimeOffset.UnixEpoch) { BasicLetters = StatementContent.HasBasicLetters(StatementContent.Read(frozen[0])) });
        return new StatementFigures(
            statements, result.PageCount, Math.Round(seconds, 2), Math.Round(cpuSeconds, 2), Math.Round(result.PageCount / seconds), Math.Round(result.PageCount / cpuSeconds), Math.Round((double)file.Length / result.PageCount), one.Length,
            frozen[0].Length);
    }

    private static Task<PrintFileResult> DrawAsync(SkiaBillDocumentRenderer renderer, IEnumerable<string> frozen, Stream output) => renderer.RenderAsync(
        output, frozen.Select((content, i) => StatementContent.For(StatementContent.Read(content), Piece(i))).ToAsyncEnumerable(), new PrintFileOptions("Benchmark", DateTimeOffset.UnixEpoch) { Mark = "1/1" });

    private static PieceToPrint Piece(int n) => new(
        RecipientKind.Payer, [$"CUSTOMER {n:D6}", $"{100 + n % 9000} {Streets[n % Streets.Length].ToUpperInvariant()}", $"RIVERBEND, OR {97300 + n % 10}-{1000 + n % 9000}"], $"{97300 + n % 10}-{1000 + n % 9000}", n % 8 == 0 ? "es" : "en", $"00300123456{n:D9}");

    private static BillDocument Statement(int n)
    {
        var used = 3 + n % 23;
        var (water, sewer) = (14.77m + used * 1.40m, 37.02m + (3 + n % 9) * 3.61m);
        var total = water + sewer + 12.68m + 8m + 8m + 5.95m;
        var number = (100_000 + n).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new BillDocument
        {
            Town = new BillTown("City of Riverbend", new BillText("Utility Billing", "Facturación de Servicios"), ["930 Mill Road NE", "Riverbend, OR 97399"], ["City of Riverbend", "PO Box 4210", "Riverbend, OR 97399-4210"], "503-555-0142")
            {
                PayOnlineUrl = "https://riverbend.example/pay",
            },
            Language = BillLanguage.English,
            BillNumber = number,
            AccountNumber = $"04-{n:D6}",
            MailTo = [],
            ServiceAddress = $"{100 + n % 9000} {Streets[n % Streets.Length]}",
            BillDate = new(2026, 11, 2),
            DueDate = new(2026, 11, 23),
            ServiceFrom = new(2026, 8, 28),
            ServiceThrough = new(2026, 10, 27),
            Figures = new BillFigures(100m, n % 5 == 0 ? 0m : -100m, 0m, total, total + (n % 5 == 0 ? 100m : 0m)) { PastDue = n % 5 == 0 ? 100m : 0m },
            Reads = [new BillRead($"7001{n:D5}", new(new(2026, 8, 28), 1000 + n, false), new(new(2026, 10, 28), 1000 + n + used, n % 19 == 0), 61, used, "ccf")],
            Services =
            [
                new(new("Water", "Agua"), [new(new("Base charge", "Cargo base"), null, 14.77m), new(new("Water used", "Agua consumida"), $"{used} ccf at 1.40", used * 1.40m)]),
                new(new("Sewer", "Alcantarillado"), [new(new("Base charge", "Cargo base"), null, 37.02m), new(new("Winter average", "Promedio de invierno"), $"{3 + n % 9} ccf at 3.61", (3 + n % 9) * 3.61m)]),
                new(new("Stormwater", "Aguas pluviales"), [new(new("Stormwater", "Aguas pluviales"), "1 ESU at 6.34 × 2 months", 12.68m)]),
                new(new("Police services fee", "Tarifa de servicios policiales"), [new(new("Police fee", "Tarifa policial"), "4.00 × 2 months", 8m)]),
                new(new("Parks fee", "Tarifa de parques"), [new(new("Parks fee", "Tarifa de parques"), "4.00 × 2 months", 8m)]),
                new(new("Administrative fee", "Cargo administrativo"), [new(new("Administrative fee", "Cargo administrativo"), null, 5.95m)]),
            ],
            Usage = new BillUsage("ccf", [.. Enumerable.Range(0, 7).Select(i => new BillUsagePoint(new DateOnly(2025, 10, 28).AddMonths(2 * i), 61, i == 6 ? used : 3 + (n + 5 * i) % 23, (n + i) % 17 == 0))]),
            Messages = [new("City offices are closed on November 26 and 27.", "Las oficinas cierran el 26 y 27 de noviembre.")],
            Stub = new BillStub(ScanLineLayout.Default.Build($"04-{n:D6}", number, total, new DateOnly(2026, 11, 23))),
        };
    }

    /// <summary>Where a file goes that nobody keeps.</summary>
    private sealed class CountingStream : MemoryStream
    {
        private long _length;

        public override long Length => _length;

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override void Write(ReadOnlySpan<byte> buffer) => _length += buffer.Length;
    }
}
