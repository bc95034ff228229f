using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using UtilityBilling.IntegrationTests.Scenarios;
using UtilityBilling.Platform.Backups;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Platform;

/// <summary>B2: the product shows the last restored backup, not only the last taken. Today is 2 March 2026.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"ub-backups-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.jsonl");
    private WebTestHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await WebTestHost.StartAsync(clock: new FakeTimeProvider(TestHost.Start), configure: services => services.Configure<BackupOptions>(o => o.RecordFile = _file));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task A_backup_that_was_never_restored_is_warned_of_although_it_was_taken_last_night()
    {
        await WriteAsync("""{"kind":"Taken","at":"2026-03-02T02:00:00Z","backup":"2026-03-02T020000Z"}""");
        var page = await PageAsync();
        page.ShouldContain("No backup was ever restored");
        page.ShouldNotContain("The last backup was taken");
        page.ShouldContain("2026-03-02T020000Z");
        (await TodayAsync()).ShouldContain("A backup to be restored for proof");
    }

    [Fact]
    public async Task A_restore_counts_for_as_many_days_as_the_town_allows()
    {
        // From 22 November to 2 March are 8 + 31 + 31 + 28 + 2 = 100 days, the limit.
        const string taken = """{"kind":"Taken","at":"2026-03-02T02:00:00Z","backup":"b"}""";
        await WriteAsync(taken, Restored("2025-11-22T12:00:00Z"));
        (await PageAsync()).ShouldSatisfyAllConditions(p => p.ShouldContain("100 days ago"), p => p.ShouldNotContain("Restore a backup and verify it"));
        (await TodayAsync()).ShouldNotContain("A backup to be restored for proof");

        await WriteAsync(taken, Restored("2025-11-21T12:00:00Z"), Restored("2025-06-01T12:00:00Z"));
        (await PageAsync()).ShouldContain("The last restore was 101 days ago; the limit is 100.");
        (await TodayAsync()).ShouldContain("A backup to be restored for proof");
    }

    [Fact]
    public async Task Backups_that_stopped_a_file_that_is_gone_and_lines_that_are_none_are_said()
    {
        await WriteAsync("""{"kind":"Taken","at":"2026-02-27T02:00:00Z","backup":"b"}""", "half a li", Restored("2027-01-01T00:00:00Z"));
        (await PageAsync()).ShouldSatisfyAllConditions(
            p => p.ShouldContain("The last backup was taken 3 days ago; the limit is 2."), p => p.ShouldContain("No backup was ever restored", customMessage: "a record of the future silences nothing"), p => p.ShouldContain("no records</dt><dd>2<"));

        File.Delete(_file);
        (await PageAsync()).ShouldContain("The file of records cannot be read");
    }

    [Fact]
    public async Task Who_keeps_the_till_sees_no_backups()
    {
        using var client = await _host.SignInAsync(TestTowns.Alder, TestTowns.Person(TestTowns.Alder, "cashier"));
        (await client.GetAsync(new Uri("/Administration/Backups", UriKind.Relative))).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_script_writes_a_restore_down_only_when_books_and_audit_hold()
    {
        (await VerifyAsync("/bin/false")).ShouldNotBe(0);
        File.Exists(_file).ShouldBeFalse();
        (await VerifyAsync("/bin/true")).ShouldBe(0);
        var (records, unreadable) = BackupRecords.Read(await File.ReadAllLinesAsync(_file, TestContext.Current.CancellationToken), TimeProvider.System.GetUtcNow());
        unreadable.ShouldBe(0);
        records.Select(r => (r.Kind, r.Backup, r.Moment)).ShouldBe([(BackupDeed.Restored, "2026-03-01T020000Z", new DateTimeOffset(2026, 3, 1, 16, 41, 7, TimeSpan.Zero))]);
    }

    private static string Restored(string at) => $$"""{"kind":"Restored","at":"{{at}}","backup":"b","moment":"{{at}}"}""";

    private Task WriteAsync(params string[] lines) => File.WriteAllLinesAsync(_file, lines);

    private Task<string> PageAsync() => GetAsync("/Administration/Backups");

    private Task<string> TodayAsync() => GetAsync("/");

    private async Task<string> GetAsync(string path)
    {
        using var client = await _host.SignInAsync(TestTowns.Alder, TestTowns.Person(TestTowns.Alder, "administrator"));
        return await client.GetStringAsync(new Uri(path, UriKind.Relative));
    }

    private async Task<int> VerifyAsync(string ub)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(RepositoryFiles.Root, "etc", "backup", "verify.sh"), _file, "2026-03-01T020000Z", "2026-03-01 08:41:07-08", "anchors"]) { RedirectStandardError = true };
        start.Environment["UB"] = ub;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
