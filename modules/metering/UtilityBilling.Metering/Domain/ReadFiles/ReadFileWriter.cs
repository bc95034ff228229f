using System.Globalization;
using System.Text;

namespace UtilityBilling.Metering.ReadFiles;

/// <summary>A read as a maker's head-end would send it: what the demo towns' files are made of.</summary>
public sealed record WrittenRead
{
    public required string Account { get; init; }
    public required string MeterSerial { get; init; }
    public string? EndpointId { get; init; }
    public string RegisterNumber { get; init; } = "0";

    /// <summary>The register's value in its unit; null for a meter that was not read.</summary>
    public decimal? Reading { get; init; }

    public required string Unit { get; init; }
    public required DateTime ReadAt { get; init; }
    public required int Dials { get; init; }
    public required int Decimals { get; init; }
    public decimal Multiplier { get; init; } = 1;
    public bool IsEstimated { get; init; }
    public decimal? LeakRate { get; init; }
    public DateOnly? LeakSince { get; init; }
    public decimal? BackflowGallons { get; init; }
    public string BatteryLevel { get; init; } = "good";

    /// <summary>Route as cycle (2) and route (6), for layouts that carry it.</summary>
    public string Route { get; init; } = "";

    public int Sequence { get; init; }
    public string SkipCode { get; init; } = "";
    public string TroubleCode { get; init; } = "";
}

/// <summary>Writes read files in the layouts that the parser reads: BEACON billing CSV and MVRS upload. The same reads give the same bytes.</summary>
public static class ReadFileWriter
{
    private static readonly UTF8Encoding Utf8 = new(false);

    public static void WriteBeaconCsv(Stream stream, IEnumerable<WrittenRead> reads)
    {
        ArgumentNullException.ThrowIfNull(reads);
        using var writer = new StreamWriter(stream, Utf8, 64 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        WriteRow(
            writer,
            ["Account_ID", "Meter_ID", "Meter_SN", "Register_Number", "Endpoint_SN", "Read_Method", "Read", "Read_Unit", "Read_Time", "Dials",
             "Register_Resolution", "Current_Leak_Rate", "Current_Leak_Start_Date", "Backflow_Gallons", "Battery_Level", "Estimated_Flag"]);
        foreach (var read in reads)
        {
            WriteRow(
                writer,
                [read.Account, read.MeterSerial, read.MeterSerial, read.RegisterNumber, read.EndpointId, read.EndpointId is null ? "Manual" : "Network",
                 Fixed(read.Reading, read.Decimals), read.Unit.ToUpperInvariant(), read.Reading is null ? "" : Text(read.ReadAt, "yyyy-MM-dd HH:mm"), Text(read.Dials),
                 Resolution(read.Decimals), Fixed(read.LeakRate, 1), Text(read.LeakSince), Fixed(read.BackflowGallons, 1), read.BatteryLevel, read.IsEstimated ? "1" : "0"]);
        }
    }

    public static void WriteMvrsUpload(Stream stream, IReadOnlyList<WrittenRead> reads)
    {
        ArgumentNullException.ThrowIfNull(reads);
        using var writer = new StreamWriter(stream, Encoding.ASCII, 64 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        var total = reads.Count.ToString("000000", CultureInfo.InvariantCulture);
        var routes = reads.Select(r => r.Route).Distinct(StringComparer.Ordinal).Count().ToString("000", CultureInfo.InvariantCulture);
        var counts = $"N Y {routes}{total}{total}{total}";
        writer.WriteLine(Record("FHD").Put(4, 28, counts));
        for (var i = 0; i < reads.Count; i++)
            WriteMvrs(writer, reads[i], i + 1);
        writer.WriteLine(Record("FTR").Put(4, 28, counts));
    }

    private static void WriteMvrs(StreamWriter writer, WrittenRead read, int order)
    {
        writer.WriteLine(Record("CUS").Put(4, 11, read.Route).Put(12, 14, "001").Put(15, 34, read.Account));
        writer.WriteLine(
            Record("MTR").Put(4, 11, read.Route).Put(12, 14, "001").Put(31, 31, "A").Put(46, 57, read.MeterSerial).Put(58, 61, "WT")
                .Put(62, 69, read.Sequence.ToString("00000000", CultureInfo.InvariantCulture)).Put(92, 92, "N").Put(94, 94, "W"));
        var isRadio = read.EndpointId is not null;
        writer.WriteLine(
            Record("RDG").Put(4, 11, read.Route).Put(12, 15, "WATR").Put(16, 16, "R").Put(26, 26, isRadio ? "R" : "K")
                .Put(27, 32, Multiplier(read.Multiplier)).Put(34, 43, Digits(read)).Put(44, 47, (order % 10_000).ToString("0000", CultureInfo.InvariantCulture))
                .Put(48, 55, Text(read.ReadAt, "MMddyyyy")).Put(56, 61, Text(read.ReadAt, "HHmmss")).Put(62, 62, read.SkipCode.Length > 0 ? "S" : isRadio ? "R" : "K")
                .Put(63, 65, read.SkipCode).Put(67, 69, read.TroubleCode).Put(103, 105, "001"));
        if (isRadio)
            writer.WriteLine(Record("RFF").Put(4, 11, read.Route).Put(12, 19, read.EndpointId!).Put(26, 29, "ERT"));
    }

    /// <summary>A field that does not fit is an error of the writer's caller: cut digits would be another meter or reading.</summary>
    private static char[] Put(this char[] record, int start, int end, string text)
    {
        if (text.Length > end - start + 1)
            throw new ArgumentException($"'{text}' is longer than position {start}-{end} of an MVRS record.");
        text.CopyTo(0, record, start - 1, text.Length);
        return record;
    }

    private static char[] Record(string id)
    {
        var record = new char[126];
        Array.Fill(record, ' ');
        return record.Put(1, 3, id);
    }

    private static string Digits(WrittenRead read)
    {
        if (read.Reading is not { } value)
            return "";
        for (var i = 0; i < read.Decimals; i++)
            value *= 10;
        return decimal.Truncate(value).ToString("0000000000", CultureInfo.InvariantCulture);
    }

    private static string Multiplier(decimal multiplier)
    {
        var isWhole = decimal.Truncate(multiplier) == multiplier;
        return multiplier.ToString(isWhole ? "000000" : "0.####", CultureInfo.InvariantCulture);
    }

    private static void WriteRow(StreamWriter writer, string?[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            writer.Write(i == 0 ? "\"" : ",\"");
            writer.Write(fields[i]?.Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }

        writer.WriteLine();
    }

    private static string Resolution(int decimals) => decimals == 0 ? "1" : "0." + new string('0', decimals - 1) + "1";

    private static string Fixed(decimal? value, int decimals) => value?.ToString("F" + Text(decimals), CultureInfo.InvariantCulture) ?? "";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly? value) => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Text(DateTime value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
