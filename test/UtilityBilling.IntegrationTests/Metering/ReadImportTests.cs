using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using UtilityBilling.Errors;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Usage;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Metering;

/// <summary>X2 for reads: the same file posts once; what a file may and may not change. The clock stands at 2 March 2026.</summary>
public sealed class ReadImportTests : IAsyncLifetime
{
    private readonly BilledByTest _billed = new();
    private TestHost _host = null!;
    private ReadTown _town = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<IBilledReads>(_billed));
        _town = await ReadTown.CreateAsync(_host.Alder, 6);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_preview_changes_nothing_but_itself()
    {
        var file = await _town.PreviewAsync("a.csv", ReadTown.File("2026-02-27", ("M001", "1010"), ("M002", "1012")));

        (file.State, file.Accepted, file.Exceptions).ShouldBe((ReadFileState.Previewed, 2, 0));
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from metering.reads")).ShouldBe(0);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from metering.read_exceptions")).ShouldBe(0);
    }

    [Fact]
    public async Task An_import_writes_reads_with_usage_since_the_in_read_and_lists_the_missing_meters()
    {
        var file = await _town.ImportAsync("a.csv", ReadTown.File("2026-02-27", ("M001", "1010"), ("M002", "1012"), ("M003", "1000"), ("M004", "1009")), _town.CycleId);

        (file.State, file.Accepted, file.Exceptions, file.Missing).ShouldBe((ReadFileState.Imported, 3, 1, 2));
        (await _town.CountingAsync(_host.Database, _town.Meters[1])).ShouldBe(["2026-02-27 1012 12 Actual"]);
        var waiting = await _town.WaitingAsync();
        waiting.Select(w => (w.MeterSerial, w.IsMissing)).ShouldBe([("M005", true), ("M006", true), ("M003", false)]);
        waiting[2].Why.ShouldContain("No use");
        waiting[2].Account.ShouldBe("100003");
        waiting[0].DueDate.ShouldBe(new DateOnly(2026, 2, 27));
    }

    /// <summary>X2: the same bytes, also renamed.</summary>
    [Fact]
    public async Task The_same_file_is_refused_twice_whatever_its_name_and_may_come_again_after_reversal()
    {
        var first = await _town.ReadAllAsync("2026-02-27", 10, "first.csv");

        var refusal = await Should.ThrowAsync<BusinessException>(() => _town.ReadAllAsync("2026-02-27", 10, "other name.csv"));
        refusal.Code.ShouldBe(MeteringErrorCodes.FileTwice);
        refusal.Values["File"].ShouldBe("first.csv");

        var reversed = await _town.ReverseAsync(first.Id);
        reversed.State.ShouldBe(ReadFileState.Reversed);
        (await _town.CountingAsync(_host.Database, _town.Meters[0])).ShouldBeEmpty();
        (await _town.ReadAllAsync("2026-02-27", 10, "again.csv")).Accepted.ShouldBe(6);
        (await _town.CountingAsync(_host.Database, _town.Meters[0])).ShouldBe(["2026-02-27 1010 10 Actual"]);
    }

    /// <summary>X2: the same reads in another order.</summary>
    [Fact]
    public async Task The_same_reads_in_another_order_are_refused()
    {
        await _town.ImportAsync("a.csv", ReadTown.File("2026-02-27", ("M001", "1010"), ("M002", "1012")));

        var refusal = await Should.ThrowAsync<BusinessException>(() => _town.PreviewAsync("b.csv", ReadTown.File("2026-02-27", ("M002", "1012"), ("M001", "1010"))));

        refusal.Code.ShouldBe(MeteringErrorCodes.ContentTwice);
    }

    /// <summary>X2: a natural key per read, where a second file holds some of the first.</summary>
    [Fact]
    public async Task A_read_that_we_have_is_left_aside_when_another_file_brings_it_again()
    {
        await _town.ImportAsync("a.csv", ReadTown.File("2026-02-27", ("M001", "1010"), ("M002", "1012")));

        var second = await _town.ImportAsync("b.csv", ReadTown.File("2026-02-27", ("M002", "1012"), ("M003", "1008"), ("M003", "1008")));

        (second.Accepted, second.Duplicates).ShouldBe((1, 2));
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from metering.reads")).ShouldBe(3);
    }

    [Fact]
    public async Task A_corrected_file_supersedes_an_unbilled_read_and_says_so_and_its_reversal_puts_it_back()
    {
        await _town.ImportAsync("a.csv", ReadTown.File("2026-02-27", ("M001", "1010")));

        var corrected = await _town.PreviewAsync("b.csv", ReadTown.File("2026-02-27", ("M001", "1011")));
        (corrected.Accepted, corrected.Replaced).ShouldBe((1, 1));
        (await _town.LinesAsync(corrected.Id, ReadLineOutcome.Accepted))[0].Sentences.ShouldBe("Takes the place of the read of 2026-02-27: 1,011 instead of 1,010.");
        await _town.ImportAsync(corrected.Id);
        (await _town.CountingAsync(_host.Database, _town.Meters[0])).ShouldBe(["2026-02-27 1011 11 Actual"]);

        await _town.ReverseAsync(corrected.Id);
        (await _town.CountingAsync(_host.Database, _town.Meters[0])).ShouldBe(["2026-02-27 1010 10 Actual"]);
    }

    [Fact]
    public async Task A_billed_read_is_never_touched_by_a_corrected_file_nor_by_a_reversal()
    {
        var first = await _town.ImportAsync("a.csv", ReadTown.File("2026-02-27", ("M001", "1010"), ("M002", "1012")));
        _billed.Reads.Add(await _host.Database.ScalarAsOwnerAsync<Guid>($"select id from metering.reads where register_id = '{_town.Meters[0].RegisterId}'"));

        var corrected = await _town.ImportAsync("b.csv", ReadTown.File("2026-02-27", ("M001", "1011"), ("M002", "1013")));
        (corrected.Accepted, corrected.Rejected, corrected.Replaced).ShouldBe((1, 1, 1));
        (await _town.LinesAsync(corrected.Id, ReadLineOutcome.Rejected))[0].Sentences.ShouldContain("is billed with 1010; 1011 is not taken");
        (await _town.CountingAsync(_host.Database, _town.Meters[0])).ShouldBe(["2026-02-27 1010 10 Actual"]);
        (await _town.CountingAsync(_host.Database, _town.Meters[1])).ShouldBe(["2026-02-27 1013 13 Actual"]);

        var refusal = await Should.ThrowAsync<BusinessException>(() => _town.ReverseAsync(first.Id));
        refusal.Code.ShouldBe(MeteringErrorCodes.FileBilled);
        refusal.Values["Line"].ShouldBe(2);
    }

    [Fact]
    public async Task An_import_is_not_reversed_once_later_reads_count_on_from_it()
    {
        var first = await _town.ReadAllAsync("2025-12-29", 10, "december.csv");
        await _town.ReadAllAsync("2026-02-27", 20, "february.csv");

        var refusal = await Should.ThrowAsync<BusinessException>(() => _town.ReverseAsync(first.Id));

        refusal.Code.ShouldBe(MeteringErrorCodes.FileSuperseded);
        refusal.Values["File"].ShouldBe("february.csv");
    }

    [Fact]
    public async Task A_stale_preview_is_refused_and_may_be_checked_again()
    {
        var early = await _town.PreviewAsync("early.csv", ReadTown.File("2026-02-27", ("M001", "1020")));
        await _town.ImportAsync("between.csv", ReadTown.File("2026-02-13", ("M001", "1005")));

        (await Should.ThrowAsync<BusinessException>(() => _town.ImportAsync(early.Id))).Code.ShouldBe(MeteringErrorCodes.ReadsChanged);

        await _town.Town.WriteAsync(_town.Town.Technician, s => s.GetRequiredService<UtilityBilling.Metering.ReadImports.IReadImportAppService>().RecheckAsync(early.Id));
        await _town.ImportAsync(early.Id);
        (await _town.CountingAsync(_host.Database, _town.Meters[0])).ShouldBe(["2026-02-13 1005 5 Actual", "2026-02-27 1020 15 Actual"]);
    }

    [Fact]
    public async Task A_plausible_rollover_is_accepted_and_a_reading_that_went_backwards_is_held()
    {
        await _host.Database.ExecuteAsOwnerAsync($"update metering.registers set in_read = 999990 where id = '{_town.Meters[0].RegisterId}'");

        var file = await _town.ImportAsync("a.csv", ReadTown.File("2026-02-27", ("M001", "8"), ("M002", "900")));

        (file.Accepted, file.Exceptions).ShouldBe((1, 1));
        (await _town.CountingAsync(_host.Database, _town.Meters[0])).ShouldBe(["2026-02-27 8 18 Actual"]);
        (await _town.WaitingAsync()).Single().Why.ShouldContain("below 1,000 of 2024-01-01");
    }

    [Fact]
    public async Task Unknown_meters_and_bad_dates_are_lines_with_a_sentence_and_the_rest_is_taken()
    {
        var file = await _town.ImportAsync("a.csv", ReadTown.File([("M001", "1010", "2026-02-27"), ("X999", "5", "2026-02-27"), ("M002", "1010", "2062-02-27"), ("M003", "1010", "2019-02-27"), ("M004", "ten", "2026-02-27")]));

        (file.Accepted, file.Unknown, file.Rejected).ShouldBe((1, 1, 3));
        (await _town.LinesAsync(file.Id, ReadLineOutcome.Unknown)).Single().Sentences.ShouldContain("X999");
        var rejected = await _town.LinesAsync(file.Id, ReadLineOutcome.Rejected);
        rejected.Select(l => l.Line).ShouldBe([4, 5, 6]);
        rejected[0].Sentences.ShouldContain("2062-02-27, in the future");
        rejected[1].Sentences.ShouldContain("before the meter M003 was installed");
        rejected[2].Sentences.ShouldContain("“ten” is not a number");
        rejected[2].Raw.ShouldBe("M004,ten,2026-02-27,ccf");
    }

    [Fact]
    public async Task Another_towns_meter_is_unknown_here()
    {
        await ReadTown.CreateAsync(_host.Birch, 1, "B");

        var file = await _town.ImportAsync("a.csv", ReadTown.File("2026-02-27", ("B001", "1010"), ("M001", "1010")));

        (file.Accepted, file.Unknown).ShouldBe((1, 1));
        (await _host.Database.ScalarAsOwnerAsync<long>($"select count(*) from metering.reads where tenant_id = '{_host.Birch.Id}'")).ShouldBe(0);
        await Should.ThrowAsync<EntityNotFoundException>(() => _host.Birch.ReadAsync(_host.Birch.Technician, s => s.GetRequiredService<UtilityBilling.Metering.ReadImports.IReadImportAppService>().GetAsync(file.Id)));
    }

    [Theory]
    [InlineData("PK\u0003\u0004zip", "Metering:ReadFile.Spreadsheet")]
    [InlineData("", "Metering:ReadFile.Empty")]
    [InlineData("Name,City\nAnn,Alder\n", "Metering:ReadFile.NoLayoutFits")]
    [InlineData("Meter,Reading,Read Date\nM001,\u0001\u0000\u0002,2026-02-27\n", "Metering:ReadFile.Binary")]
    public async Task A_file_that_is_none_is_refused_whole_and_nothing_stays(string content, string code)
    {
        var refusal = await Should.ThrowAsync<BusinessException>(() => _town.PreviewAsync("bad", new MemoryStream(Encoding.UTF8.GetBytes(content))));

        refusal.Code.ShouldBe(code);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from metering.read_files")).ShouldBe(0);
        (await _host.Database.ScalarAsOwnerAsync<long>("select count(*) from metering.read_file_lines")).ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_layout_is_refused_with_the_line_where_it_fails()
    {
        var refusal = await Should.ThrowAsync<BusinessException>(() => _town.PreviewAsync("a.csv", ReadTown.File("2026-02-27", ("M001", "1010")), layout: "mvrs-upload"));

        refusal.Code.ShouldBe("Metering:ReadFile.WrongFirstRecord");
        refusal.Values["Line"].ShouldBe("1");
    }

    [Fact]
    public async Task A_file_of_200_MB_is_refused_by_its_size_without_being_read()
    {
        await using var huge = new HugeFile(200L * 1024 * 1024);

        var refusal = await Should.ThrowAsync<BusinessException>(() => _town.PreviewAsync("huge.csv", huge));

        refusal.Code.ShouldBe("Metering:ReadFile.TooLarge");
        huge.BytesRead.ShouldBe(0);
    }

    [Fact]
    public async Task The_original_bytes_are_kept()
    {
        var bytes = ((MemoryStream)ReadTown.File("2026-02-27", ("M001", "1010"))).ToArray();
        await _town.PreviewAsync("a.csv", new MemoryStream(bytes));

        (await _host.Database.ScalarAsOwnerAsync<byte[]>("select content from metering.read_file_contents where n = 1")).ShouldBe(bytes);
    }

    [Fact]
    public async Task Every_list_of_lines_equals_what_was_in_the_file_page_by_page()
    {
        var file = await _town.PreviewAsync("a.csv", ReadTown.File("2026-02-27", [.. _town.Meters.Select((m, i) => (m.Serial, (1000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture)))]));
        var all = await _town.LinesAsync(file.Id, ReadLineOutcome.Accepted);
        var pages = new List<int>();
        for (var page = 1; page <= 3; page++)
        {
            var request = new UtilityBilling.Metering.ReadImports.ReadLineRequest { Outcome = ReadLineOutcome.Accepted, Page = page, PageSize = 2 };
            pages.AddRange((await _town.Town.ReadAsync(_town.Town.Technician, s => s.GetRequiredService<UtilityBilling.Metering.ReadImports.IReadImportAppService>().LinesAsync(file.Id, request))).Items.Select(l => l.N));
        }

        // M001 reads its in-read again, which is no use and held; the other five are taken.
        all.Select(l => l.N).ShouldBe([3, 4, 5, 6, 7]);
        pages.ShouldBe([3, 4, 5, 6, 7]);
    }

    /// <summary>A stream of known length that tells how much of it was read.</summary>
    private sealed class HugeFile(long length) : Stream
    {
        public long BytesRead { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            BytesRead += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = offset;

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
