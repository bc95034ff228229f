using Shouldly;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Names;
using Xunit;

namespace UtilityBilling.UnitTests.Customers;

public sealed class SortKeysTests
{
    [Fact]
    public void Accents_do_not_separate_names() => SortKeys.Person("José", "Peña").ShouldBe("PENA JOSE");

    [Fact]
    public void Nine_Elm_stands_before_ten_Elm_and_after_Ash()
    {
        string[] sorted = [.. new[] { "10 Elm St", "9 Elm St", "200 Ash Ave" }.OrderBy(a => SortKeys.Address(a, null), StringComparer.Ordinal)];
        sorted.ShouldBe(["200 Ash Ave", "9 Elm St", "10 Elm St"]);
    }

    [Fact]
    public void Unit_two_stands_before_unit_ten() =>
        string.CompareOrdinal(SortKeys.Address("9 Elm St", "2"), SortKeys.Address("9 Elm St", "10")).ShouldBeLessThan(0);

    [Fact]
    public void An_organization_is_printed_by_its_name_alone() => SortKeys.Display(CustomerKind.Organization, "left over", "Alder Dairy LLC").ShouldBe("Alder Dairy LLC");

    [Theory]
    [InlineData("(503) 555-0117", "5035550117")]
    [InlineData("1-503-555-0117", "5035550117")]
    [InlineData("+1 503 555 0117", "5035550117")]
    [InlineData("555-0117", "5550117")]
    public void A_phone_is_told_apart_by_its_digits(string written, string digits) => SortKeys.PhoneDigits(written).ShouldBe(digits);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ext. 12")]
    public void Too_few_digits_tell_nobody_apart(string? written) => SortKeys.PhoneDigits(written).ShouldBeNull();
}
