using Shouldly;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Errors;
using Xunit;

namespace UtilityBilling.UnitTests.Customers;

public sealed class FactValuesTests
{
    private static readonly FactChoice Area = new("imperviousSqFt", "Impervious area", FactKind.Number, [], true);
    private static readonly FactChoice Outside = new("outside", "Outside", FactKind.YesNo, ["true"], true);
    private static readonly FactChoice Zone = new("zone", "Zone", FactKind.Word, ["hill"], true);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("12,500", "12500")]
    [InlineData("0.250", "0.25")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("999999999", "999999999")]
    public void A_number_is_kept_without_commas_and_ending_zeros(string entered, string kept) => FactValues.Read(Area, entered, "f").ShouldBe(kept);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("0.0000001")]
    [InlineData("1000000000")]
    [InlineData("$5")]
    public void What_is_no_number_of_zero_or_more_is_refused_beside_its_field(string entered)
    {
        var refused = Should.Throw<BusinessException>(() => FactValues.Read(Area, entered, "Input.Value"));
        (refused.Code, refused.Field).ShouldBe((CustomersErrorCodes.Fact.NotANumber, "Input.Value"));
    }

    [Theory]
    [InlineData("Sí", "true")]
    [InlineData("TRUE", "true")]
    [InlineData("No", "false")]
    public void Yes_and_no_are_kept_as_tariffs_write_them(string entered, string kept) => FactValues.Read(Outside, entered, "f").ShouldBe(kept);

    [Fact]
    public void A_word_is_kept_as_the_tariff_spells_it_and_another_as_it_was_entered()
    {
        FactValues.Read(Zone, " Hill", "f").ShouldBe("hill");
        FactValues.Read(Zone, "River", "f").ShouldBe("River");
        FactValues.IsNamed(Zone, "hill").ShouldBeTrue();
        FactValues.IsNamed(Zone, "River").ShouldBeFalse();
        FactValues.IsNamed(Area, "5").ShouldBeTrue();
    }
}
