using Shouldly;
using UtilityBilling.Platform.Account;
using Xunit;

namespace UtilityBilling.UnitTests.Platform;

public sealed class PasswordRulesTests
{
    private const int MinLength = 12;

    [Theory]
    [InlineData("seven quiet otters swim north")]
    [InlineData("tb7q-m2xk-9hgw-p4zr")]
    [InlineData("árboles que cantan de noche")]
    [InlineData("onlylowercaseletterswithoutanysigns")]
    public void A_long_phrase_is_good_without_any_rule_of_composition(string password) =>
        PasswordRules.Problem(password, MinLength, "ana.ruiz", "Ana Ruiz", "Riverbend").ShouldBeNull();

    [Theory]
    [InlineData("kq7vm2xz", "Platform:Password.TooShort")]
    [InlineData("aaaaaaaaaaaaaa", "Platform:Password.Pattern")]
    [InlineData("abcdefghijklmn", "Platform:Password.Pattern")]
    [InlineData("dcxdcxdcxdcxdcx", "Platform:Password.Pattern")]
    [InlineData("qwtyzqwtyzqwtyz", "Platform:Password.Pattern")]
    [InlineData("passwordpassword", "Platform:Password.Common")]
    [InlineData("P@ssw0rd-2026!!", "Platform:Password.Common")]
    [InlineData("September 2026!", "Platform:Password.Common")]
    [InlineData("Contraseña20262026", "Platform:Password.Common")]
    [InlineData("qwertyuiop1234", "Platform:Password.Common")]
    [InlineData("riverbend2026", "Platform:Password.OwnName")]
    [InlineData("2026-ana.ruiz-1", "Platform:Password.OwnName")]
    public void What_guessers_try_first_is_refused_with_the_reason(string password, string code) =>
        PasswordRules.Problem(password, MinLength, "ana.ruiz", "Ana Ruiz", "Riverbend").ShouldBe(code);

    [Fact]
    public void A_password_may_have_128_characters_and_no_more()
    {
        var longest = string.Concat(Enumerable.Repeat("four winds over grey water; ", 5))[..128];
        PasswordRules.Problem(longest[..127] + "x", MinLength).ShouldBeNull();
        PasswordRules.Problem(longest + "x", MinLength).ShouldBe("Platform:Password.TooLong");
    }

    [Fact]
    public void The_list_of_common_passwords_holds_some_thousands() => CommonPasswords.Count.ShouldBeGreaterThan(3000);
}
