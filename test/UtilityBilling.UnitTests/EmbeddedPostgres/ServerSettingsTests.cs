using Shouldly;
using UtilityBilling.EmbeddedPostgres;
using Xunit;

namespace UtilityBilling.UnitTests.EmbeddedPostgres;

public sealed class ServerSettingsTests
{
    [Fact]
    public void A_shared_cluster_keeps_its_commits_through_a_power_cut()
    {
        var line = ServerSettings.CommandLine(new EmbeddedPostgresOptions(), 40123);

        line.ShouldStartWith("-p 40123 ");
        line.ShouldNotContain("fsync");
        line.ShouldNotContain("synchronous_commit");
        line.ShouldNotContain("full_page_writes");
    }

    [Fact]
    public void A_throw_away_cluster_does_not_wait_for_the_disk()
    {
        var line = ServerSettings.CommandLine(new EmbeddedPostgresOptions { Throwaway = true }, 1);

        line.ShouldContain("fsync=off");
        line.ShouldContain("full_page_writes=off");
    }

    [Fact]
    public void A_throw_away_cluster_keeps_its_commits_when_its_server_is_killed() =>
        ServerSettings.CommandLine(new EmbeddedPostgresOptions { Throwaway = true }, 1).ShouldNotContain("synchronous_commit");

    [Fact]
    public void A_throw_away_cluster_may_be_asked_to_be_durable() =>
        ServerSettings.CommandLine(new EmbeddedPostgresOptions { Throwaway = true, Durable = true }, 1).ShouldNotContain("fsync");

    [Fact]
    public void A_given_setting_replaces_ours()
    {
        var options = new EmbeddedPostgresOptions { Settings = new Dictionary<string, string> { ["max_connections"] = "37" } };

        var line = ServerSettings.CommandLine(options, 1);

        line.ShouldContain("max_connections=37");
        line.ShouldNotContain("max_connections=200");
    }

    [Fact]
    public void No_setting_opens_another_door_than_the_loopback_address()
    {
        var options = new EmbeddedPostgresOptions { Settings = new Dictionary<string, string> { ["listen_addresses"] = "*", ["unix_socket_directories"] = "/tmp" } };

        var line = ServerSettings.CommandLine(options, 1);

        line.ShouldContain("listen_addresses=127.0.0.1");
        line.ShouldNotContain("listen_addresses=*");
        line.ShouldNotContain("/tmp");
    }

    [Theory]
    [InlineData("work_mem", "4MB' -c fsync='off")]
    [InlineData("work_mem", "4MB\n")]
    [InlineData("work_mem", "$(id)")]
    [InlineData("work mem", "4MB")]
    public void A_setting_cannot_smuggle_in_a_command(string name, string value) =>
        Should.Throw<ArgumentException>(() => ServerSettings.CommandLine(new EmbeddedPostgresOptions { Settings = new Dictionary<string, string> { [name] = value } }, 1));

    [Theory]
    [InlineData("postgres (PostgreSQL) 18.4", 18)]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 19beta1", 19)]
    public void The_major_version_is_read_from_what_the_server_says_of_itself(string line, int major) => PostgresBinaries.ParseMajor(line).ShouldBe(major);

    [Fact]
    public void A_program_that_says_something_else_has_no_version() => PostgresBinaries.ParseMajor("error while loading shared libraries: libicuuc.so.60").ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("ub app")]
    [InlineData("../ub_app")]
    [InlineData("UB_APP")]
    public void A_password_is_kept_for_a_plain_role_name_only(string role) => Should.Throw<ArgumentException>(() => new PasswordStore(folder: null).Of(role));
}
