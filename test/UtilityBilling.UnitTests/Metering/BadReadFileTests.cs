using System.Text;
using Shouldly;
using UtilityBilling.Metering.ReadFiles;
using Xunit;
using static UtilityBilling.UnitTests.Metering.ReadFileSamples;

namespace UtilityBilling.UnitTests.Metering;

/// <summary>What a wrong, cut, binary, repeated or far too large file gets: a reason with its line, never a guess and never an exception.</summary>
public sealed class BadReadFileTests
{
    private const string Heading = "Account_ID,Meter_SN,Endpoint_SN,Read,Read_Unit,Read_Time\n";

    [Fact]
    public void An_empty_file_is_refused() => RefusalOf("sensus-get41", []).Code.ShouldBe(ReadFileProblemCodes.Empty);

    [Fact]
    public void A_file_with_zero_bytes_inside_is_refused_at_its_line()
    {
        var bytes = Bytes(Sensus);
        bytes[90] = 0;
        var refusal = RefusalOf("sensus-get41", bytes);
        refusal.Code.ShouldBe(ReadFileProblemCodes.Binary);
        // A line has 41 characters, CR and LF: byte 90 stands in the third.
        refusal.Line.ShouldBe(3);
    }

    [Theory]
    [InlineData("504B0304", ReadFileProblemCodes.Spreadsheet)]
    [InlineData("D0CF11E0", ReadFileProblemCodes.Spreadsheet)]
    [InlineData("255044462D", ReadFileProblemCodes.Pdf)]
    [InlineData("FFFE4100", ReadFileProblemCodes.Utf16)]
    public void A_spreadsheet_a_PDF_and_two_byte_text_are_named_for_what_they_are(string beginning, string code)
    {
        byte[] bytes = [.. Convert.FromHexString(beginning), .. Bytes(Sensus)];
        RefusalOf("beacon-billing-csv", bytes).Code.ShouldBe(code);
        ReadFileGuesser.Guess(new MemoryStream(bytes)).Problem.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public void A_file_above_the_limit_is_refused_before_one_byte_is_read()
    {
        using var stream = new MeasuredStream(200L * 1024 * 1024, canSeek: true);
        using var file = new MeterReadFile(stream, ReadFileLayouts.Find("sensus-get41")!);
        file.Reads().ShouldBeEmpty();
        var refusal = file.Summary.Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(ReadFileProblemCodes.TooLarge);
        refusal.Data["SizeMB"].ShouldBe("200");
        refusal.Data["LimitMB"].ShouldBe("64");
        stream.BytesRead.ShouldBe(0);
    }

    [Fact]
    public void A_stream_of_unknown_size_is_read_no_further_than_the_limit()
    {
        using var stream = new MeasuredStream(200L * 1024 * 1024, canSeek: false);
        using var file = new MeterReadFile(stream, ReadFileLayouts.Find("sensus-get41")!, new ReadFileOptions { MaxBytes = 1024 * 1024 });
        file.Reads().Count().ShouldBeGreaterThan(0);
        file.Summary.Refusal.ShouldNotBeNull().Code.ShouldBe(ReadFileProblemCodes.TooLarge);
        file.Summary.Sha256.ShouldBeNull();
        stream.BytesRead.ShouldBeLessThan(2 * 1024 * 1024);
    }

    [Fact]
    public void A_line_without_end_is_refused_by_its_length()
    {
        var text = Heading + new string('9', 70_000) + "\n";
        var refusal = RefusalOf("beacon-billing-csv", Encoding.ASCII.GetBytes(text));
        refusal.Code.ShouldBe(ReadFileProblemCodes.LineTooLong);
        refusal.Line.ShouldBe(2);
    }

    [Fact]
    public void A_heading_without_the_needed_columns_names_them()
    {
        var refusal = RefusalOf("beacon-billing-csv", Encoding.ASCII.GetBytes("Account_ID,Meter_SN,Endpoint_SN,Read\n1,2,3,4\n"));
        refusal.Code.ShouldBe(ReadFileProblemCodes.MissingColumns);
        refusal.Data["Columns"].ShouldBe("Read_Unit, Read_Time");
    }

    [Fact]
    public void A_column_that_stands_twice_is_refused_since_either_might_be_meant() =>
        RefusalOf("beacon-billing-csv", Encoding.ASCII.GetBytes("Read," + Heading + "1,a,m,e,2,CCF,2026-11-04\n")).Code.ShouldBe(ReadFileProblemCodes.DuplicateColumn);

    [Theory]
    [InlineData("a,m,e,12x,CCF,2026-11-04", ReadFileProblemCodes.ReadingNotNumber)]
    [InlineData("a,m,e,-12,CCF,2026-11-04", ReadFileProblemCodes.ReadingNotNumber)]
    [InlineData("a,m,e,12,CCF,2026-02-30", ReadFileProblemCodes.BadDate)]
    [InlineData("a,m,e,12,CCF,", ReadFileProblemCodes.NoDate)]
    [InlineData(",,,12,CCF,2026-11-04", ReadFileProblemCodes.NoMeter)]
    [InlineData("a,m,e,12,CCF", ReadFileProblemCodes.ColumnCount)]
    [InlineData("a,m,e,12,CCF,2026-11-04,extra", ReadFileProblemCodes.ColumnCount)]
    [InlineData("a,m,e,\"12,CCF,2026-11-04", ReadFileProblemCodes.OpenQuote)]
    public void A_bad_line_is_rejected_with_its_number_and_the_good_ones_stay(string line, string code)
    {
        var (reads, summary) = Read("beacon-billing-csv", Heading + "a,m1,e,11,CCF,2026-11-04\n" + line + "\n");
        reads.Single().MeterSerial.ShouldBe("m1");
        var problem = summary.Problems.Single(p => p.Severity == ReadFileSeverity.LineRejected);
        (problem.Code, problem.Line).ShouldBe((code, 3));
        summary.Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_file_in_which_no_line_fits_is_refused_at_the_first_of_them()
    {
        var text = Heading + string.Concat(Enumerable.Repeat("a,m,e,wet,CCF,2026-11-04\n", 500));
        var refusal = RefusalOf("beacon-billing-csv", Encoding.ASCII.GetBytes(text));
        (refusal.Code, refusal.Line).ShouldBe((ReadFileProblemCodes.NothingFits, 2));
        refusal.Data["Reason"].ShouldBe(ReadFileProblemCodes.ReadingNotNumber);
    }

    [Fact]
    public void A_table_cut_off_inside_its_last_line_is_in_doubt_and_that_line_is_not_taken()
    {
        var (reads, summary) = Read("beacon-billing-csv", Heading + "a,m1,e,11,CCF,2026-11-04\na,m2,e,12");
        reads.Count.ShouldBe(1);
        summary.IsInDoubt.ShouldBeTrue();
        summary.Problems.ShouldContain(p => p.Code == ReadFileProblemCodes.Truncated && p.Line == 3);
    }

    [Fact]
    public void An_MVRS_file_without_its_trailer_is_in_doubt_and_the_header_still_counts()
    {
        var lines = Text(MvrsUpload).Split("\r\n");
        var (reads, summary) = Read("mvrs-upload", string.Join("\r\n", lines.Take(13)));
        reads.Count.ShouldBe(3);
        summary.Problems.Select(p => p.Code).ShouldContain(ReadFileProblemCodes.Truncated);
        summary.ControlTotals.Select(t => (t.Record, t.Counts, t.Stated, t.Counted)).ShouldBe(
            [("FHD", "CUS", 6L, 4L), ("FHD", "MTR", 6L, 3L), ("FHD", "RDG", 6L, 3L)]);
        summary.Problems.Count(p => p.Code == ReadFileProblemCodes.TotalDiffers).ShouldBe(3);
    }

    [Fact]
    public void A_line_cut_inside_the_reading_is_rejected_since_fewer_digits_are_another_number()
    {
        // Position 34-43 holds the reading; 40 characters leave 0000012 of 0000012401.
        var lines = Text(MvrsUpload).Split("\r\n");
        lines[3] = lines[3][..40];
        var (reads, summary) = Read("mvrs-upload", string.Join("\r\n", lines));
        reads.Count.ShouldBe(5);
        summary.Problems.Single().ShouldSatisfyAllConditions(p => p.Code.ShouldBe(ReadFileProblemCodes.ReadingCutOff), p => p.Line.ShouldBe(4));
    }

    [Fact]
    public void A_trailer_that_counts_one_more_than_there_is_puts_the_file_in_doubt()
    {
        var text = Text(Neptune).Replace("RTETR                  000006000006", "RTETR                  000006000007", StringComparison.Ordinal);
        var (reads, summary) = Read("neptune-nsight", text);
        reads.Count.ShouldBe(6);
        var problem = summary.Problems.Single();
        (problem.Severity, problem.Code, problem.Line).ShouldBe((ReadFileSeverity.FileInDoubt, ReadFileProblemCodes.TotalDiffers, 27));
        (problem.Data["Counts"], problem.Data["Stated"], problem.Data["Counted"]).ShouldBe(((object?)"MTRDT", (object?)"7", (object?)"6"));
    }

    [Fact]
    public void A_reading_that_follows_no_meter_is_not_given_to_the_meter_before()
    {
        var lines = Text(MvrsUpload).Split("\r\n").ToList();
        lines.RemoveAt(6); // the second customer's meter
        var (reads, summary) = Read("mvrs-upload", string.Join("\r\n", lines));
        reads.Select(r => r.MeterSerial).ShouldNotContain("30000002");
        reads.Count(r => r.MeterSerial == "30000001").ShouldBe(1);
        summary.Problems.ShouldContain(p => p.Code == ReadFileProblemCodes.OutOfOrder && p.Line == 7);
    }

    [Fact]
    public void A_listing_of_problems_ends_and_says_how_many_more_there_are()
    {
        var text = Heading + "a,m,e,1,CCF,2026-11-04\n" + string.Concat(Enumerable.Repeat("a,m,e,wet,CCF,2026-11-04\n", 50));
        var (_, summary) = Read("beacon-billing-csv", text, new ReadFileOptions { MaxListedProblems = 10 });
        summary.Problems.Count.ShouldBe(11);
        summary.RejectedLines.ShouldBe(50);
        summary.Problems[^1].Data["Count"].ShouldBe("40");
    }

    private static ReadFileProblem RefusalOf(string layout, byte[] bytes)
    {
        var (reads, summary) = Read(layout, bytes);
        reads.ShouldBeEmpty();
        summary.Sha256.ShouldBeNull();
        return summary.Refusal.ShouldNotBeNull();
    }

    /// <summary>Endless Sensus lines up to a length, and a count of what was taken.</summary>
    private sealed class MeasuredStream(long length, bool canSeek) : Stream
    {
        private static readonly byte[] Pattern = "01000100     30000001 00012401 110426    \r\n"u8.ToArray();

        public long BytesRead { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => canSeek;
        public override bool CanWrite => false;
        public override long Length => canSeek ? length : throw new NotSupportedException();
        public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var take = (int)Math.Min(count, length - BytesRead);
            for (var i = 0; i < take; i++)
                buffer[offset + i] = Pattern[(int)((BytesRead + i) % Pattern.Length)];
            BytesRead += take;
            return take;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
