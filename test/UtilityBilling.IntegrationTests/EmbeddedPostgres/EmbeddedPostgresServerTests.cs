using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using UtilityBilling.EmbeddedPostgres;
using Xunit;

namespace UtilityBilling.IntegrationTests.EmbeddedPostgres;

/// <summary>Real servers, each in a data folder of its own; the programs come from a package unpacked without its scripts.</summary>
public sealed class EmbeddedPostgresServerTests(UnlinkedPackage package) : IClassFixture<UnlinkedPackage>, IDisposable
{
    private readonly string dataDirectory = NewDataDirectory();
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Majors
    {
        get
        {
            var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(Path.GetFileName) : [];
            return [.. installed.Select(m => int.Parse(m!, CultureInfo.InvariantCulture)).Where(m => m >= 15).Append(18).Distinct().Order()];
        }
    }

    public void Dispose() => Directory.Delete(dataDirectory, recursive: true);

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Every_major_version_serves_UTF8_in_C_order_to_those_who_know_the_password(int major)
    {
        string folder;
        await using (var server = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { RepositoryRoot = package.Root, Throwaway = true, PreferredMajor = major }, NullLogger.Instance, Token))
        {
            folder = server.DataDirectory;
            server.MajorVersion.ShouldBe(major);
            Path.GetFileName(folder).ShouldBe($"postgres-{major}");
            (await ScalarAsync(server, "select current_setting('server_version_num')::int / 10000")).ShouldBe(major);
            (await ScalarAsync(server, "select current_setting('server_encoding') || ' ' || datcollate from pg_database where datname = 'postgres'")).ShouldBe("UTF8 C");
            File.ReadAllLines(Path.Combine(folder, "pg_hba.conf")).ShouldAllBe(line => line.StartsWith('#') || !line.Contains("trust", StringComparison.Ordinal));
            var wrong = new NpgsqlConnectionStringBuilder(server.SuperuserConnectionString()) { Password = "wrong", Pooling = false }.ConnectionString;
            (await Should.ThrowAsync<PostgresException>(() => OpenAsync(wrong))).SqlState.ShouldBe("28P01");
        }

        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Users_share_one_server_and_its_passwords_and_the_last_to_leave_stops_it()
    {
        var first = await StartAsync();
        var second = await StartAsync();
        second.Port.ShouldBe(first.Port);
        var byLink = Path.Combine(dataDirectory, "link");
        Directory.CreateSymbolicLink(byLink, dataDirectory);
        await using (var third = await StartAsync(data: byLink))
        {
            third.Port.ShouldBe(first.Port, "another way of writing the folder leads to the same server");
        }

        second.RolePassword("ub_app").ShouldBe(first.RolePassword("ub_app"));

        await first.DisposeAsync();
        await first.DisposeAsync();
        (await ScalarAsync(second, "select 1")).ShouldBe(1);

        await second.DisposeAsync();
        IsListening(second.Port).ShouldBeFalse();
        File.Exists(Path.Combine(second.DataDirectory, "postmaster.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_package_unpacked_without_its_scripts_serves_and_those_who_come_at_the_same_time_make_one_cluster()
    {
        var servers = await Task.WhenAll(StartAsync(), StartAsync(), StartAsync());

        servers.ShouldAllBe(s => s.MajorVersion == 18);
        File.Exists(Path.Combine(package.Folder, "native", "lib", OperatingSystem.IsMacOS() ? "libpq.5.dylib" : "libpq.so.5")).ShouldBe(!OperatingSystem.IsWindows());
        servers.Select(s => s.Port).Distinct().ShouldHaveSingleItem();
        await Task.WhenAll(servers.Select(s => s.DisposeAsync().AsTask()));
        IsListening(servers[0].Port).ShouldBeFalse();
    }

    [Fact]
    public async Task A_command_leaves_the_server_to_the_host_and_stops_one_that_nobody_uses()
    {
        using var host = await ClusterChild.StartAsync(package.Root, dataDirectory, Token);
        var command = await StartAsync(leaveAdoptedRunning: true);
        command.Port.ShouldBe(host.Port);
        await command.DisposeAsync();
        IsListening(host.Port).ShouldBeTrue();

        var last = await StartAsync(leaveAdoptedRunning: true);
        await host.EndAsync(Token);
        IsListening(host.Port).ShouldBeTrue();
        await last.DisposeAsync();
        IsListening(host.Port).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_left_by_a_killed_host_is_adopted_and_a_command_leaves_it_running()
    {
        using var host = await ClusterChild.StartAsync(package.Root, dataDirectory, Token);
        await host.KillAsync(Token);

        var command = await StartAsync(leaveAdoptedRunning: true);
        command.Port.ShouldBe(host.Port);
        await command.DisposeAsync();
        IsListening(host.Port).ShouldBeTrue();

        var next = await StartAsync();
        next.Port.ShouldBe(host.Port);
        await next.DisposeAsync();
        IsListening(host.Port).ShouldBeFalse();
    }

    [Fact]
    public async Task A_killed_server_is_recovered_with_what_was_committed()
    {
        await using var killed = await StartAsync();
        await ScalarAsync(killed, "create table kept (n int); insert into kept values (42)");
        using (var postmaster = Process.GetProcessById(PostmasterFile.Read(killed.DataDirectory)!.ProcessId))
        {
            postmaster.Kill();
        }

        await EventuallyAsync(() => !IsListening(killed.Port));
        await using var next = await StartAsync();

        (await ScalarAsync(next, "select n from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task A_process_that_happens_to_have_the_old_servers_number_does_not_keep_the_cluster_closed()
    {
        var server = await StartAsync();
        await server.DisposeAsync();
        // What a power cut leaves when, after the restart, the number went to another program: to this one.
        await File.WriteAllTextAsync(
            Path.Combine(server.DataDirectory, "postmaster.pid"),
            $"{Environment.ProcessId}\n{server.DataDirectory}\n1790000000\n{server.Port}\n\n127.0.0.1\n0 0\nready   \n", Token);

        await using var next = await StartAsync();

        (await ScalarAsync(next, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_throwaway_cluster_dies_with_its_killed_process()
    {
        using var child = await ClusterChild.StartAsync(package.Root, dataDirectory: null, Token);
        IsListening(child.Port).ShouldBeTrue();

        await child.KillAsync(Token);

        await EventuallyAsync(() => !IsListening(child.Port) && !Directory.Exists(Path.GetDirectoryName(child.DataFolder)));
    }

    [Fact]
    public async Task A_crash_and_restart_keep_the_port_and_what_was_committed()
    {
        await using var server = await StartAsync();
        var port = server.Port;
        await ScalarAsync(server, "create table kept (n int); insert into kept values (7)");

        await server.RestartAsync(immediately: true, Token);

        server.Port.ShouldBe(port);
        (await ScalarAsync(server, "select n from kept")).ShouldBe(7);
    }

    [Fact]
    public async Task A_clone_closed_to_the_servers_account_keeps_its_cluster_in_a_folder_of_that_account_and_says_so()
    {
        var clone = Path.Combine(dataDirectory, "clone", ".data");
        UnlinkedPackage.CloseToOthers(dataDirectory);
        var log = new LogLines();

        await using var server = await StartAsync(log: log, data: clone);

        (await ScalarAsync(server, "select 1")).ShouldBe(1);
        var parent = Path.GetDirectoryName(server.DataDirectory)!;
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            parent.ShouldBe(clone, "who runs the server as themselves can enter what is theirs");
            return;
        }

        parent.ShouldStartWith(Path.Combine(Path.GetTempPath(), "utilitybilling-"));
        File.GetUnixFileMode(parent).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        log.Lines.ShouldContain(line => line.Contains(parent, StringComparison.Ordinal) && line.Contains("may not enter", StringComparison.Ordinal));
        await server.DisposeAsync();
        Directory.Delete(parent, recursive: true);
    }

    [Fact]
    public async Task Without_any_PostgreSQL_a_sentence_says_what_to_do()
    {
        var options = new EmbeddedPostgresOptions { RepositoryRoot = dataDirectory, PreferredMajor = 99 };

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, Token));

        refused.Message.ShouldContain("npm ci");
        refused.Message.ShouldContain("install PostgreSQL 99");
    }

    private Task<EmbeddedPostgresServer> StartAsync(bool leaveAdoptedRunning = false, ILogger? log = null, string? data = null) => EmbeddedPostgresServer.StartAsync(
        new EmbeddedPostgresOptions { RepositoryRoot = package.Root, DataDirectory = data ?? dataDirectory, LeaveAdoptedRunning = leaveAdoptedRunning, Durable = false }, log ?? NullLogger.Instance, Token);

    private static async Task<object?> ScalarAsync(EmbeddedPostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.SuperuserConnectionString() + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }

    private static async Task OpenAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Token);
    }

    private static bool IsListening(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        for (var attempt = 0; attempt < 600 && !holds(); attempt++)
        {
            await Task.Delay(100, Token);
        }

        holds().ShouldBeTrue("it did not come true within a minute");
    }

    private static string NewDataDirectory()
    {
        var folder = Directory.CreateTempSubdirectory("ub-cluster-").FullName;
        UnlinkedPackage.OpenToOthers(folder);
        return folder;
    }

    private sealed class LogLines : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
