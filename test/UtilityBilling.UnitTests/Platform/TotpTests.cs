using System.Text;
using Shouldly;
using UtilityBilling.Platform.Account;
using Xunit;

namespace UtilityBilling.UnitTests.Platform;

public sealed class TotpTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>The SHA-1 vectors of RFC 6238, appendix B.</summary>
    [Theory]
    [InlineData(59L, "94287082")]
    [InlineData(1111111109L, "07081804")]
    [InlineData(1111111111L, "14050471")]
    [InlineData(1234567890L, "89005924")]
    [InlineData(2000000000L, "69279037")]
    [InlineData(20000000000L, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Totp.Code(Key, Totp.Step(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8).ShouldBe(code);

    [Fact]
    public void Base_32_is_that_of_the_standard_and_comes_back()
    {
        Totp.Base32(Encoding.ASCII.GetBytes("foobar")).ShouldBe("MZXW6YTBOI");
        Totp.FromBase32("MZXW6YTBOI").ShouldBe(Encoding.ASCII.GetBytes("foobar"));
        Totp.FromBase32(Totp.NewSecret()).Length.ShouldBe(20);
    }

    [Fact]
    public void A_code_is_good_for_half_a_minute_either_way_and_no_longer()
    {
        var secret = Totp.Base32(Key);
        var at = DateTimeOffset.FromUnixTimeSeconds(1111111111);
        var step = Totp.Step(at);
        var code = Totp.Code(Key, step, Totp.Digits);
        Totp.Match(secret, code, at, 0).ShouldBe(step);
        Totp.Match(secret, code, at.AddSeconds(30), 0).ShouldBe(step);
        Totp.Match(secret, code, at.AddSeconds(-30), 0).ShouldBe(step);
        Totp.Match(secret, code, at.AddSeconds(60), 0).ShouldBeNull();
    }

    [Fact]
    public void A_code_counts_once()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1111111111);
        var code = Totp.Code(Key, Totp.Step(at), Totp.Digits);
        var used = Totp.Match(Totp.Base32(Key), code, at, 0);
        Totp.Match(Totp.Base32(Key), code, at, used!.Value).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("abcdef")]
    public void What_is_no_code_is_no_match(string typed) => Totp.Match(Totp.Base32(Key), typed, DateTimeOffset.FromUnixTimeSeconds(59), 0).ShouldBeNull();
}
