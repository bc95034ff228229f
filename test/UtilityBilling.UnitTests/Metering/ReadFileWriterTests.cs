using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadFiles;
using Xunit;
using static UtilityBilling.UnitTests.Metering.ReadFileSamples;

namespace UtilityBilling.UnitTests.Metering;

/// <summary>What is written is read again, whole and in any order.</summary>
public sealed class ReadFileWriterTests
{
    private static readonly DateTime ReadAt = new(2026, 11, 4, 9, 15, 0);

    [Fact]
    public void Reads_written_as_BEACON_come_back_as_they_were() => Prop.ForAll(SomeReads(), reads =>
    {
        var (found, summary) = Read("beacon-billing-csv", Written(s => ReadFileWriter.WriteBeaconCsv(s, reads)));
        summary.ProblemCount.ShouldBe(summary.Refusal is null ? 0 : 1);
        found.Select(f => Facts(f)).ShouldBe(reads.Select(r => Facts(r, r.Reading)));
        found.Select(f => (f.Dials, f.Decimals, f.IsEstimated, f.Unit)).ShouldBe(reads.Select(r => ((int?)r.Dials, (int?)r.Decimals, r.IsEstimated, (string?)"CCF")));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reads_written_as_MVRS_come_back_as_digits_with_agreeing_totals() => Prop.ForAll(SomeReads(), reads =>
    {
        var (found, summary) = Read("mvrs-upload", Written(s => ReadFileWriter.WriteMvrsUpload(s, reads)));
        if (reads.Length == 0)
        {
            summary.Refusal!.Code.ShouldBe(ReadFileProblemCodes.NoReads);
            return;
        }

        summary.ProblemCount.ShouldBe(0);
        summary.ControlTotals.ShouldAllBe(t => t.Agrees && t.Stated == reads.Length);
        found.Select(f => Facts(f, Value(f, reads))).ShouldBe(reads.Select(r => Facts(r, r.Reading)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_re_ordered_file_has_the_same_set_of_reads() => Prop.ForAll(SomeReads(), reads =>
    {
        if (reads.Length == 0)
            return;
        var (there, first) = Read("beacon-billing-csv", Written(s => ReadFileWriter.WriteBeaconCsv(s, reads)));
        var (back, second) = Read("beacon-billing-csv", Written(s => ReadFileWriter.WriteBeaconCsv(s, reads.Reverse())));
        back.Select(r => r.NaturalKey).Order(StringComparer.Ordinal).ShouldBe(there.Select(r => r.NaturalKey).Order(StringComparer.Ordinal));
        second.ContentKey.ShouldBe(first.ContentKey);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_flag_and_a_skipped_meter_survive_the_way_through_a_file()
    {
        var leaking = Simple(1, 12.5m) with { LeakRate = 3.5m, LeakSince = new DateOnly(2026, 10, 21), BackflowGallons = 12 };
        var beacon = Read("beacon-billing-csv", Written(s => ReadFileWriter.WriteBeaconCsv(s, [leaking]))).Reads.Single();
        beacon.Flags.ShouldBe(
            [new RaisedFlag(MeterFlag.Leak, "Current_Leak_Rate", "3.5", new DateOnly(2026, 10, 21)), new RaisedFlag(MeterFlag.Backflow, "Backflow_Gallons", "12.0")]);

        var skipped = Simple(2, null) with { SkipCode = "05", TroubleCode = "12" };
        var mvrs = Read("mvrs-upload", Written(s => ReadFileWriter.WriteMvrsUpload(s, [skipped]))).Reads.Single();
        (mvrs.Reading, mvrs.SkipCode, mvrs.TroubleCodes.Single()).ShouldBe(((decimal?)null, "05", "12"));
    }

    private static decimal? Value(FileRead read, WrittenRead[] reads)
    {
        var written = reads.First(r => r.MeterSerial == read.MeterSerial);
        var register = new RegisterFacts(written.Dials, written.Decimals, written.Multiplier, written.Unit);
        return read.Reading is { } digits ? RegisterArithmetic.ValueOf(digits, read.Form, read.Decimals, register) : null;
    }

    private static (string?, string?, string?, decimal?, DateOnly?) Facts(FileRead read) => Facts(read, read.Reading);

    private static (string?, string?, string?, decimal?, DateOnly?) Facts(FileRead read, decimal? value) =>
        (read.Account, read.MeterSerial, read.EndpointId, value, value is null ? null : read.ReadDate);

    private static (string?, string?, string?, decimal?, DateOnly?) Facts(WrittenRead read, decimal? value) =>
        (read.Account, read.MeterSerial, read.EndpointId, value, value is null ? null : DateOnly.FromDateTime(read.ReadAt));

    private static WrittenRead Simple(int n, decimal? reading) => new()
    {
        Account = $"1000{n}",
        MeterSerial = $"3000{n}",
        EndpointId = $"4000{n}",
        Reading = reading,
        Unit = "ccf",
        ReadAt = ReadAt,
        Dials = 6,
        Decimals = 1,
        Route = "01000001",
        Sequence = n * 10,
    };

    private static Arbitrary<WrittenRead[]> SomeReads()
    {
        var one = from tenths in Gen.Choose(-50, 999_999)
                  from decimals in Gen.Choose(0, 3)
                  from isManual in Gen.Choose(0, 3)
                  from isEstimated in Gen.Choose(0, 5)
                  from days in Gen.Choose(0, 700)
                  from multiplier in Gen.Elements(1m, 10m, 100m)
                  select Simple(0, tenths < 0 ? null : tenths / Power(decimals)) with
                  {
                      Decimals = decimals,
                      EndpointId = isManual == 0 ? null : "4",
                      IsEstimated = isEstimated == 0,
                      ReadAt = ReadAt.AddDays(-days),
                      Multiplier = multiplier,
                  };
        return one.ArrayOf().Select(reads => reads.Select(Numbered).ToArray()).ToArbitrary();
    }

    private static WrittenRead Numbered(WrittenRead read, int n) => read with
    {
        Account = $"A-{n:00000}",
        MeterSerial = $"3{n:0000000}",
        EndpointId = read.EndpointId is null ? null : $"4{n:0000000}",
        Sequence = n,
    };

    private static decimal Power(int exponent) => exponent == 0 ? 1 : 10 * Power(exponent - 1);

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
