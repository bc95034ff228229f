using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using UtilityBilling.EntityFrameworkCore.Setup;
using UtilityBilling.IntegrationTests.Scenarios;
using UtilityBilling.TestBase;
using Xunit;

namespace UtilityBilling.IntegrationTests.Cli;

/// <summary><c>ub migrate</c>, <c>ub tenant</c>, wrong usage, and the built command as a process.</summary>
public sealed class UbTownTests
{
    [Fact]
    public async Task A_database_is_made_twice_over_and_a_town_opened_in_it_once()
    {
        var cluster = await PostgresCluster.Shared;
        await RoleBootstrap.EnsureDatabaseAsync(cluster.SuperuserConnectionString(), "ub_by_command");
        using var ub = new Ub(cluster.AppConnectionString("ub_by_command"), cluster.OwnerConnectionString("ub_by_command"), new FakeTimeProvider(TestHost.Start));

        var first = await ub.RunAsync("migrate");
        (first.Code, first.Output.Trim()).ShouldBe((0, "The database is up to date."), first.ToString());
        (await ub.RunAsync("migrate", "--json")).Json.GetProperty("migrated").GetBoolean().ShouldBeTrue();
        (await ub.RunAsync("tenant", "list")).Output.Trim().ShouldBe("There is no town yet.");

        var made = await ub.RunAsync("tenant", "create", "meadow", "--name", "Meadow", "--time-zone", "America/Denver", "--language=es", "--json");
        made.Code.ShouldBe(0, made.ToString());
        made.Json.GetProperty("tenant").GetString().ShouldBe("meadow");
        var listed = (await ub.RunAsync("tenant", "list", "--json")).Json.EnumerateArray().Single();
        (listed.GetProperty("name").GetString(), listed.GetProperty("timeZone").GetString(), listed.GetProperty("language").GetString()).ShouldBe(("Meadow", "America/Denver", "es"));

        var again = await ub.RunAsync("tenant", "create", "meadow", "--name", "Meadow", "--time-zone", "America/Denver");
        (again.Code, again.Output).ShouldBe((1, ""));
        again.Error.ShouldContain("(Platform:Town.");
        (await ub.RunAsync("books", "verify", "--tenant", "meadow")).Code.ShouldBe(0);
        await cluster.ExecuteAsSuperuserAsync("drop database ub_by_command with (force)");
    }

    [Fact]
    public async Task The_application_role_alone_does_not_migrate()
    {
        await using var host = await TestHost.StartAsync();
        using var ub = new Ub(host.Database.ConnectionString, null, host.Clock);
        var refused = await ub.RunAsync("migrate");
        (refused.Code, refused.Output).ShouldBe((2, ""));
        refused.Error.ShouldContain("ConnectionStrings__Owner");
    }

    [Theory]
    [InlineData("There is no command", "nonsense")]
    [InlineData("--nonsense is not known", "tenant", "list", "--nonsense")]
    [InlineData("--name is missing", "tenant", "create", "meadow")]
    [InlineData("--tariff needs a value", "tariff", "quote", "--tariff")]
    [InlineData("There is no active town nowhere", "tariff", "list", "--tenant", "nowhere")]
    [InlineData("Nobody with the name frank", "bill-run", "status", "--tenant", "alder", "--as", "frank", "01999999-0000-7000-8000-000000000001")]
    [InlineData("is a day such as", "bill-run", "start", "--tenant", "alder", "--cycle", "EVEN", "--bill-date", "tomorrow")]
    [InlineData("--through takes", "bill-run", "start", "--tenant", "alder", "--cycle", "EVEN", "--bill-date", "2026-03-02", "--through", "deliver")]
    [InlineData("There is no file", "reads", "import", "--tenant", "alder", "not-there.csv")]
    [InlineData("There is no file", "tariff", "validate", "not-there.json")]
    public async Task Wrong_usage_is_said_beside_the_results_and_answers_two(string says, params string[] words)
    {
        await using var host = await TestHost.StartAsync();
        using var ub = new Ub(host);
        var answer = await ub.RunAsync(words);
        (answer.Code, answer.Output).ShouldBe((2, ""), answer.ToString());
        answer.Error.ShouldContain(says);
    }

    [Fact]
    public async Task Another_towns_records_are_not_there()
    {
        await using var host = await TestHost.StartAsync();
        using var ub = new Ub(host);
        var answer = await ub.RunAsync("bill-run", "status", "--tenant", "alder", "01999999-0000-7000-8000-000000000001");
        (answer.Code, answer.Output).ShouldBe((1, ""));
        answer.Error.ShouldContain("is not there");
    }

    /// <summary>The command as it is built and as a shell sees it: results alone on standard output, messages beside them, the exit code.</summary>
    [Fact]
    public async Task The_built_command_answers_a_shell()
    {
        await using var host = await TestHost.StartAsync();
        var (listed, towns, _) = await ShellAsync(host, "tenant", "list", "--json");
        listed.ShouldBe(0);
        JsonDocument.Parse(towns).RootElement.EnumerateArray().Select(t => t.GetProperty("tenant").GetString()).ShouldBe(["alder", "birch"]);

        var (wrong, nothing, said) = await ShellAsync(host, "tenant", "lost");
        (wrong, nothing).ShouldBe((2, ""));
        said.ShouldContain("There is no command");

        var bad = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");
        await File.WriteAllTextAsync(bad, "{}");
        (await ShellAsync(host, "tariff", "validate", bad)).Code.ShouldBe(1);
        File.Delete(bad);
    }

    private static async Task<(int Code, string Output, string Error)> ShellAsync(TestHost host, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = RepositoryFiles.Root };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ub.dll"));
        foreach (var word in words)
            start.ArgumentList.Add(word);
        start.Environment["ConnectionStrings__Default"] = host.Database.ConnectionString;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
