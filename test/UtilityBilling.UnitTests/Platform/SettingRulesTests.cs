using Shouldly;
using UtilityBilling.Errors;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Settings;
using Xunit;

namespace UtilityBilling.UnitTests.Platform;

public sealed class SettingRulesTests
{
    private static SettingDefinition Of(SettingKind kind) => new("Test.Setting", kind, "1", "Test") { Min = kind == SettingKind.Integer ? 1 : null, Max = kind == SettingKind.Integer ? 30 : null, Choices = ["flat", "percent"] };

    [Theory]
    [InlineData(SettingKind.Integer, " 15 ", "15")]
    [InlineData(SettingKind.Decimal, "-1.5", "-1.5")]
    [InlineData(SettingKind.Money, "84.17", "84.17")]
    [InlineData(SettingKind.Date, "2026-11-23", "2026-11-23")]
    [InlineData(SettingKind.Boolean, "True", "true")]
    [InlineData(SettingKind.Choice, "flat", "flat")]
    [InlineData(SettingKind.Text, "  Box 12 ", "Box 12")]
    public void A_proper_value_is_kept_in_its_one_form(SettingKind kind, string entered, string stored) => SettingRules.Normalize(Of(kind), entered).ShouldBe(stored);

    [Theory]
    [InlineData(SettingKind.Integer, "15.5", "Platform:Setting.Integer")]
    [InlineData(SettingKind.Integer, "0", "Platform:Setting.Range")]
    [InlineData(SettingKind.Integer, "31", "Platform:Setting.Range")]
    [InlineData(SettingKind.Decimal, "1,250", "Platform:Setting.Decimal")]
    [InlineData(SettingKind.Money, "84.175", "Platform:Setting.Money")]
    [InlineData(SettingKind.Money, "ten", "Platform:Setting.Money")]
    [InlineData(SettingKind.Date, "11/23/2026", "Platform:Setting.Date")]
    [InlineData(SettingKind.Date, "2026-02-30", "Platform:Setting.Date")]
    [InlineData(SettingKind.Boolean, "si", "Platform:Setting.Boolean")]
    [InlineData(SettingKind.Choice, "both", "Platform:Setting.Choice")]
    public void Anything_else_is_refused_beside_its_field(SettingKind kind, string entered, string code)
    {
        var refusal = Should.Throw<BusinessException>(() => SettingRules.Normalize(Of(kind), entered));
        refusal.Code.ShouldBe(code);
        refusal.Field.ShouldBe("Input.Value");
    }

    [Fact]
    public void The_latest_entry_of_the_latest_day_counts()
    {
        var entered = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
        SettingProvider.Entered Value(string value, int day, int minutes) => new("Test.Setting", value, new DateOnly(2026, 1, day), entered.AddMinutes(minutes), new Guid(minutes, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
        SettingProvider.Entered[] values = [Value("a", 10, 1), Value("b", 20, 2), Value("c", 10, 3)];
        SettingProvider.InForce(values, new DateOnly(2026, 1, 9)).ShouldBeNull();
        SettingProvider.InForce(values, new DateOnly(2026, 1, 19))!.Value.ShouldBe("c");
        SettingProvider.InForce(values, new DateOnly(2026, 1, 20))!.Value.ShouldBe("b");
    }
}
