using Shouldly;
using UtilityBilling.Errors;
using UtilityBilling.Platform.Tenants;
using Xunit;

namespace UtilityBilling.UnitTests.Platform;

public sealed class TownRulesTests
{
    [Theory]
    [InlineData("#1f5f99", "#1f5f99")]
    [InlineData("#000000", "#000000")]
    public void A_dark_color_stays_as_it_is(string chosen, string kept) => TownColors.Readable(chosen).ShouldBe(kept);

    [Fact]
    public void A_pale_color_is_darkened_until_it_reads_on_white()
    {
        var kept = TownColors.Readable("#ffd700");
        kept.ShouldNotBe("#ffd700");
        TownColors.Readable(kept).ShouldBe(kept);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    public void What_is_no_color_is_refused(string color) => Should.Throw<BusinessException>(() => TownColors.Readable(color)).Code.ShouldBe("Platform:Town.ColorInvalid");

    [Theory]
    [InlineData("a", "Platform:Town.SlugInvalid")]
    [InlineData("River Bend", "Platform:Town.SlugInvalid")]
    [InlineData("-river", "Platform:Town.SlugInvalid")]
    [InlineData("www", "Platform:Town.SlugInvalid")]
    public void A_short_name_must_fit_into_an_address(string slug, string code) =>
        Should.Throw<BusinessException>(() => TownRules.Check(slug, "River Bend", "America/Denver", "en")).Code.ShouldBe(code);

    [Fact]
    public void An_unknown_time_zone_is_refused() =>
        Should.Throw<BusinessException>(() => TownRules.Check("river", "River", "America/Nowhere", "en")).Code.ShouldBe("Platform:Town.TimeZoneUnknown");
}
