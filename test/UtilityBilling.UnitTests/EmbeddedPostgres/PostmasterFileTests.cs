using Shouldly;
using UtilityBilling.EmbeddedPostgres;
using Xunit;

namespace UtilityBilling.UnitTests.EmbeddedPostgres;

public sealed class PostmasterFileTests
{
    private const string Ready = "4711\n/clone/.data/postgres-18\n1790000000\n40123\n\n127.0.0.1\n  5432001     98304\nready   \n";

    [Fact]
    public void A_ready_server_tells_its_process_its_port_and_its_status()
    {
        var file = PostmasterFile.Parse(Ready).ShouldNotBeNull();

        file.ProcessId.ShouldBe(4711);
        file.Port.ShouldBe(40123);
        file.Status.ShouldBe("ready");
    }

    [Fact]
    public void A_server_that_is_just_starting_has_no_status_yet()
    {
        var file = PostmasterFile.Parse("4711\n/clone/.data/postgres-18\n1790000000\n40123\n").ShouldNotBeNull();

        file.Port.ShouldBe(40123);
        file.Status.ShouldBeEmpty();
    }

    [Fact]
    public void A_single_user_back_end_writes_its_process_as_a_negative_number() =>
        PostmasterFile.Parse("-4711\n/clone/.data/postgres-18\n").ShouldNotBeNull().ProcessId.ShouldBe(4711);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("not a number\n/clone\n")]
    public void A_file_without_a_process_number_says_nothing(string text) => PostmasterFile.Parse(text).ShouldBeNull();
}
