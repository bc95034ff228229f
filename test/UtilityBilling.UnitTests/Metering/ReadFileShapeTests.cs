using System.Security.Cryptography;
using System.Text;
using Shouldly;
using UtilityBilling.Metering.ReadFiles;
using Xunit;
using static UtilityBilling.UnitTests.Metering.ReadFileSamples;

namespace UtilityBilling.UnitTests.Metering;

/// <summary>The same reads come out however a file was wrapped: line ends, marks, blanks, separators, order.</summary>
public sealed class ReadFileShapeTests
{
    [Theory]
    [InlineData("mvrs-upload", MvrsUpload)]
    [InlineData("neptune-nsight", Neptune)]
    [InlineData("sensus-get41", Sensus)]
    public void Line_ends_and_blanks_at_the_end_of_a_line_do_not_matter(string layout, string sample)
    {
        var text = Text(sample);
        var expected = Keys(layout, text);
        expected.Count.ShouldBe(6);

        Keys(layout, text.Replace("\r\n", "\n", StringComparison.Ordinal)).ShouldBe(expected);
        Keys(layout, text.Replace("\r\n", "\r", StringComparison.Ordinal)).ShouldBe(expected);
        Keys(layout, text.Replace("\r\n", "", StringComparison.Ordinal)).ShouldBe(expected);
        Keys(layout, "\uFEFF" + text + "\u001A").ShouldBe(expected);
        Keys(layout, string.Join("\n", text.Split("\r\n").Select(l => l.TrimEnd()))).ShouldBe(expected);
        Keys(layout, string.Join("\n\n", text.Split("\r\n").Select(l => l + "   "))).ShouldBe(expected);
    }

    [Fact]
    public void Columns_are_found_by_name_whatever_their_order_and_separator()
    {
        var comma = Read("beacon-billing-csv", "Account_ID,Meter_SN,Endpoint_SN,Read,Read_Unit,Read_Time\n1,M1,E1,12.5,CCF,2026-11-04 00:59\n").Reads.Single();
        var bar = Read("beacon-billing-csv", "read time|READ_UNIT|Read|Endpoint_SN|Meter_SN|Account_ID\r\n11/04/2026 00:59|CCF|12.5|E1|M1|1\r\n").Reads.Single();
        var tab = Read("beacon-billing-csv", "Endpoint_SN\tRead_Unit\tNote\tRead\tMeter_SN\tRead_Time\tAccount_ID\nE1\tCCF\tx\t12.5\tM1\t2026-11-04 00:59\t1").Reads.Single();

        comma.NaturalKey.ShouldBe("S:M1|0|2026-11-04|00:59|12.5");
        bar.NaturalKey.ShouldBe(comma.NaturalKey);
        tab.NaturalKey.ShouldBe(comma.NaturalKey);
    }

    [Fact]
    public void Quoted_fields_may_hold_separators_doubled_quotes_and_line_breaks()
    {
        var text = "Account_ID,Meter_SN,Endpoint_SN,Location,Read,Read_Unit,Read_Time\n\"1,2\",M1,E1,\"5/8\"\" pit,\nleft side\",12.5,CCF,2026-11-04\n\"3\",M2,E2,,7,CCF,2026-11-04\n";
        var (reads, summary) = Read("beacon-billing-csv", text);
        reads.Select(r => (r.Account, r.Reading, r.LineNumber)).ShouldBe([("1,2", 12.5m, 2), ("3", 7m, 4)]);
        summary.ProblemCount.ShouldBe(0);
    }

    [Fact]
    public void Names_with_accents_do_not_shift_the_positions_after_them()
    {
        var plain = Text(MvrsUpload);
        var accented = plain.Replace("TEST ALDER ANN      ", "TEST ALDER AÑA      ", StringComparison.Ordinal);
        var expected = Keys("mvrs-upload", plain);

        // One byte for each character (Windows), and UTF-8 filled up by characters and by bytes.
        Read("mvrs-upload", Encoding.Latin1.GetBytes(accented)).Reads.Select(r => r.NaturalKey).ShouldBe(expected);
        Read("mvrs-upload", Encoding.UTF8.GetBytes(accented)).Reads.Select(r => r.NaturalKey).ShouldBe(expected);
        var byBytes = accented.Replace("TEST ALDER AÑA      ", "TEST ALDER AÑA     ", StringComparison.Ordinal);
        Read("mvrs-upload", Encoding.UTF8.GetBytes(byBytes)).Reads.Select(r => r.NaturalKey).ShouldBe(expected);
    }

    [Fact]
    public void A_re_ordered_file_is_another_file_with_the_same_content()
    {
        var lines = Text(BeaconBilling).TrimEnd().Split("\r\n");
        var reversed = string.Join("\r\n", lines.Skip(1).Reverse().Prepend(lines[0]));
        var first = Read("beacon-billing-csv", Bytes(BeaconBilling)).Summary;
        var second = Read("beacon-billing-csv", reversed).Summary;

        second.Sha256.ShouldNotBe(first.Sha256);
        second.ContentKey.ShouldBe(first.ContentKey);
        Read("beacon-billing-csv", reversed.Replace("1240.1", "1240.2", StringComparison.Ordinal)).Summary.ContentKey.ShouldNotBe(first.ContentKey);
        Read("beacon-billing-csv", reversed + "\r\n" + lines[1]).Summary.ContentKey.ShouldNotBe(first.ContentKey);
    }

    [Fact]
    public void The_file_hash_is_the_SHA_256_of_all_bytes()
    {
        var bytes = Bytes(Neptune);
        var summary = Read("neptune-nsight", bytes).Summary;
        summary.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        summary.Bytes.ShouldBe(bytes.Length);
    }

    [Fact]
    public void A_zero_beside_a_skip_code_was_not_read_and_a_zero_alone_was()
    {
        var text = Text(MvrsUpload);
        var skipped = text.Replace("K000001           0004", "K000001 00000000000004", StringComparison.Ordinal);
        Read("mvrs-upload", skipped).Reads[3].Reading.ShouldBeNull();
        var read = skipped.Replace("091504S05 ", "091504K   ", StringComparison.Ordinal);
        Read("mvrs-upload", read).Reads[3].Reading.ShouldBe(0m);
    }

    [Fact]
    public void A_meter_changed_in_the_field_is_reported_with_its_new_dials()
    {
        var lines = Text(MvrsUpload).Split("\r\n");
        lines[2] = lines[2][..91] + "Y" + lines[2][92..];
        lines[3] = lines[3][..89] + "0501 " + lines[3][94..];
        var change = Read("mvrs-upload", string.Join("\r\n", lines)).Reads[0].ChangeOut.ShouldNotBeNull();
        (change.NewDials, change.NewDecimals).ShouldBe((5, 1));
    }

    [Fact]
    public void Decimals_that_the_file_states_are_applied_to_its_digits()
    {
        // Neptune 52-53 holds the decimals of the digits in 89-98: 0000012401 with 01 is 1240.1.
        var text = Text(Neptune).Replace("40000001                                060000", "40000001                                060100", StringComparison.Ordinal);
        var read = Read("neptune-nsight", text).Reads[0];
        (read.Reading, read.RawReading, read.Decimals).ShouldBe((1240.1m, "0000012401", 1));
    }

    [Fact]
    public void A_town_may_name_its_own_columns()
    {
        var layout = ReadFileLayouts.FromColumns(
            "pueblo",
            new Dictionary<ReadField, string> { [ReadField.MeterSerial] = "Contador", [ReadField.Reading] = "Valor", [ReadField.ReadDateTime] = "Día" },
            ["dd.MM.yyyy"]);
        using var file = new MeterReadFile(new MemoryStream(Encoding.UTF8.GetBytes("Día;Contador;Valor\n04.11.2026;77;12.5\n")), layout);
        var read = file.Reads().Single();
        (read.MeterSerial, read.Reading, read.ReadDate).ShouldBe(("77", 12.5m, new DateOnly(2026, 11, 4)));
    }

    [Fact]
    public void A_plain_table_is_guessed_as_generic_only_when_no_maker_fits()
    {
        var guess = ReadFileGuesser.Guess(new MemoryStream("Meter,Reading,Date\n77,12,11/4/2026\n"u8.ToArray()));
        guess.Layout.ShouldNotBeNull().Name.ShouldBe("generic-csv");
        ReadFileGuesser.Guess(new MemoryStream("Name,Phone\nA,1\n"u8.ToArray())).Problem.ShouldNotBeNull().Code.ShouldBe(ReadFileProblemCodes.NoLayoutFits);
    }

    private static List<string> Keys(string layout, string text) => [.. Read(layout, Encoding.UTF8.GetBytes(text)).Reads.Select(r => r.NaturalKey)];
}
