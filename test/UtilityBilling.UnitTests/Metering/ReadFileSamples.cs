using System.Text;
using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.UnitTests.Metering;

/// <summary>The sample files and a short way to read one.</summary>
internal static class ReadFileSamples
{
    public const string BeaconBilling = "beacon_billing_read.csv";
    public const string BeaconFlow = "beacon-360-report_ami-connect.csv";
    public const string MvrsUpload = "mvrs_upload.dat";
    public const string MvrsDownload = "mvrs_download.dat";
    public const string Neptune = "neptune_nsight_export.txt";
    public const string Sensus = "sensus_get41.txt";

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "meter", name));

    public static (List<FileRead> Reads, ReadFileSummary Summary) Read(string layout, byte[] bytes, ReadFileOptions? options = null)
    {
        using var file = new MeterReadFile(new MemoryStream(bytes), ReadFileLayouts.Find(layout)!, options);
        var reads = file.Reads().ToList();
        return (reads, file.Summary);
    }

    public static (List<FileRead> Reads, ReadFileSummary Summary) Read(string layout, string text, ReadFileOptions? options = null) =>
        Read(layout, Encoding.UTF8.GetBytes(text), options);

    public static string Text(string name) => Encoding.Latin1.GetString(Bytes(name));
}
