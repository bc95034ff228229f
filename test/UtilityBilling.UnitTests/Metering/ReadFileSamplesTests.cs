using Shouldly;
using UtilityBilling.Metering.ReadFiles;
using Xunit;
using static UtilityBilling.UnitTests.Metering.ReadFileSamples;

namespace UtilityBilling.UnitTests.Metering;

/// <summary>Every sample file, with the values that its layout's positions and columns give when counted out by hand.</summary>
public sealed class ReadFileSamplesTests
{
    private static readonly DateOnly ReadDay = new(2026, 11, 4);
    private static readonly string[] SixMeters = ["30000001", "30000002", "30000003", "30000004", "30000005", "30000006"];

    [Fact]
    public void A_BEACON_billing_file_gives_scaled_readings_with_unit_leak_and_estimate()
    {
        var (reads, summary) = Read("beacon-billing-csv", Bytes(BeaconBilling));

        reads.Select(r => r.MeterSerial).ShouldBe(SixMeters);
        reads.Select(r => r.Reading).ShouldBe([1240.1m, 1.5m, 444.4m, null, 50.0m, 8799.0m]);
        reads.Select(r => r.ReadDate).ShouldBe([ReadDay, ReadDay, ReadDay, null, ReadDay, ReadDay]);
        reads.ShouldAllBe(r => r.Form == ReadingForm.Scaled && r.Unit == "CCF" && r.Decimals == 1 && r.RegisterNumber == "0");
        reads.Select(r => r.Dials).ShouldBe([6, 6, 5, 6, 6, 6]);
        reads.Select(r => r.IsEstimated).ShouldBe([false, false, false, false, true, false]);
        reads.Select(r => r.EndpointId).ShouldBe(["40000001", "40000002", null, null, "40000005", "40000006"]);
        reads[0].Account.ShouldBe("0100010-001");
        reads[0].ReadTime.ShouldBe(new TimeOnly(0, 59));
        reads[0].LineNumber.ShouldBe(2);
        reads[1].Flags.ShouldBe([new RaisedFlag(MeterFlag.Leak, "Current_Leak_Rate", "3.5", new DateOnly(2026, 10, 21))]);
        reads[5].Flags.ShouldBe([new RaisedFlag(MeterFlag.Backflow, "Backflow_Gallons", "12.0")]);
        reads[2].ReadMethod.ShouldBe("Manual");
        (summary.Reads, summary.Missing, summary.RejectedLines, summary.ProblemCount).ShouldBe((6, 1, 0, 0));
    }

    [Fact]
    public void A_real_BEACON_flow_row_keeps_its_three_units_apart()
    {
        var (reads, summary) = Read("beacon-flow-csv", Bytes(BeaconFlow));

        reads.Count.ShouldBe(2);
        reads.ShouldAllBe(r => r.Reading == 227.6m && r.Unit == "CCF" && r.RawReading == "022760" && r.MeterSerial == "1470158170");
        reads.ShouldAllBe(r => r.EndpointId == "130615549" && r.Account == "303022" && r.ReadDate == new DateOnly(2024, 8, 1) && r.Flags.Count == 0);
        reads.Select(r => r.ReadTime).ShouldBe([new TimeOnly(0, 59), new TimeOnly(1, 59)]);
        reads[0].NaturalKey.ShouldNotBe(reads[1].NaturalKey);
        summary.ProblemCount.ShouldBe(0);
    }

    [Fact]
    public void An_MVRS_upload_carries_customer_and_meter_down_to_the_reading_and_the_radio_up_to_it()
    {
        var (reads, summary) = Read("mvrs-upload", Bytes(MvrsUpload));

        reads.Select(r => r.MeterSerial).ShouldBe(SixMeters);
        reads.Select(r => r.Reading).ShouldBe([12401m, 15m, 4444m, null, 500m, 87990m]);
        reads.Select(r => r.Account).ShouldBe(["0100010-001", "0100020-002", "0100030-001", "0100040-003", "0100050-001", "0100060-001"]);
        reads.Select(r => r.EndpointId).ShouldBe(["40000001", "40000002", null, null, "40000005", "40000006"]);
        reads.Select(r => r.Multiplier).ShouldBe([1m, 1m, 10m, 1m, 1m, 1m]);
        reads.Select(r => r.Sequence).ShouldBe(["00000010", "00000020", "00000030", "00000040", "00000050", "00000060"]);
        reads.ShouldAllBe(r => r.ReadDate == ReadDay && r.Route == "01000001" && r.Form == ReadingForm.Digits && r.ChangeOut == null);
        reads[0].RawReading.ShouldBe("0000012401");
        reads[0].ReadTime.ShouldBe(new TimeOnly(9, 15, 1));
        reads[2].TroubleCodes.ShouldBe(["12"]);
        reads[3].SkipCode.ShouldBe("05");
        reads.Where(r => r.SkipCode is null).Count().ShouldBe(5);
        summary.ControlTotals.Count.ShouldBe(6);
        summary.ControlTotals.ShouldAllBe(t => t.Stated == 6 && t.Agrees);
        (summary.Reads, summary.Missing, summary.Lines, summary.ProblemCount).ShouldBe((6, 1, 24, 0));
    }

    [Fact]
    public void A_Neptune_export_takes_the_actual_read_date_and_its_flags()
    {
        var (reads, summary) = Read("neptune-nsight", Bytes(Neptune));

        reads.Select(r => r.MeterSerial).ShouldBe(SixMeters);
        reads.Select(r => r.Reading).ShouldBe([12401m, 15m, 4444m, null, 500m, 87990m]);
        reads.Select(r => r.Dials).ShouldBe([6, 6, 5, 6, 6, 6]);
        reads.Select(r => r.Multiplier).ShouldBe([1m, 1m, 10m, 1m, 1m, 1m]);
        reads.ShouldAllBe(r => r.Decimals == 0 && r.ReadDate == ReadDay && r.Route == "R001");
        reads[1].Flags.ShouldBe([new RaisedFlag(MeterFlag.Leak, "leak_35d", "6"), new RaisedFlag(MeterFlag.Leak, "leak_now", "2")]);
        reads[2].Flags.Select(f => (f.Flag, f.RawValue)).ShouldBe([(MeterFlag.Backflow, "1"), (MeterFlag.Leak, "1"), (MeterFlag.Leak, "1")]);
        reads[4].Flags.ShouldBe([new RaisedFlag(MeterFlag.NoFlow, "no_flow_35d", "6")]);
        reads[5].Flags.ShouldBe([new RaisedFlag(MeterFlag.Backflow, "backflow", "2")]);
        reads[0].Flags.ShouldBeEmpty();
        summary.ControlTotals.Select(t => (t.Record, t.Counts, t.Stated, t.Counted)).ShouldBe(
            [("RTETR", "PRMDT", 6L, 6L), ("RTETR", "MTRDT", 6L, 6L), ("COMTR", "RTEHD", 1L, 1L)]);
        summary.ProblemCount.ShouldBe(0);
    }

    [Fact]
    public void A_Sensus_file_of_41_characters_needs_no_record_names()
    {
        var (reads, summary) = Read("sensus-get41", Bytes(Sensus));

        reads.Select(r => r.MeterSerial).ShouldBe(SixMeters);
        reads.Select(r => r.Account).ShouldBe(["01000100", "01000200", "01000300", "01000400", "01000500", "01000600"]);
        reads.Select(r => r.Reading).ShouldBe([12401m, 15m, 4444m, null, 500m, 87990m]);
        reads.ShouldAllBe(r => r.ReadDate == ReadDay);
        (summary.Reads, summary.Missing, summary.ProblemCount).ShouldBe((6, 1, 0));
    }

    [Theory]
    [InlineData(BeaconBilling, "beacon-billing-csv")]
    [InlineData(BeaconFlow, "beacon-flow-csv")]
    [InlineData(MvrsUpload, "mvrs-upload")]
    [InlineData(Neptune, "neptune-nsight")]
    [InlineData(Sensus, "sensus-get41")]
    public void The_guesser_knows_every_sample_by_its_content(string sample, string layout)
    {
        using var stream = new MemoryStream(Bytes(sample));
        var guess = ReadFileGuesser.Guess(stream);

        guess.Layout.ShouldNotBeNull().Name.ShouldBe(layout);
        guess.ReasonCode.ShouldNotBeNull();
        stream.Position.ShouldBe(0);
    }

    [Fact]
    public void A_route_file_on_its_way_out_is_no_file_of_reads()
    {
        var (reads, summary) = Read("mvrs-upload", Bytes(MvrsDownload));

        reads.ShouldBeEmpty();
        summary.Refusal.ShouldNotBeNull().Code.ShouldBe(ReadFileProblemCodes.OutboundFile);
        summary.Refusal.Line.ShouldBe(2);
        ReadFileGuesser.Guess(new MemoryStream(Bytes(MvrsDownload))).Layout.ShouldBeNull();
    }

    [Fact]
    public void No_layout_takes_a_file_of_another_layout()
    {
        string[] samples = [BeaconBilling, MvrsUpload, Neptune, Sensus];
        string[] layouts = ["beacon-billing-csv", "mvrs-upload", "neptune-nsight", "sensus-get41"];
        for (var s = 0; s < samples.Length; s++)
        {
            for (var l = 0; l < layouts.Length; l++)
            {
                var (reads, summary) = Read(layouts[l], Bytes(samples[s]));
                (reads.Count > 0).ShouldBe(s == l, $"{samples[s]} as {layouts[l]}");
                (summary.Refusal is null).ShouldBe(s == l, $"{samples[s]} as {layouts[l]}");
            }
        }
    }
}
