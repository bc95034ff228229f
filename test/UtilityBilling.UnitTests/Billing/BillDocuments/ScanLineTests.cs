using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Errors;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.BillDocuments;

/// <summary>The remittance stub's line (BR-16): a town agrees it with its bank, so its fields are data.</summary>
public sealed class ScanLineTests
{
    [Fact]
    public void The_default_line_is_account_amount_due_date_and_check_digit()
    {
        // From the right, doubled, single, doubled …: 6 2 2 1 3(12) 2 2 4 | 4 7 2 | 6 2 2 4 and zeros come to 49, so 1 fills it to 50.
        ScanLineLayout.Default.Build("04-00123-0", "260001", 172.41m, new DateOnly(2026, 11, 23)).ShouldBe("000004001230 000017241 261123 1");
    }

    [Fact]
    public void A_bill_in_credit_asks_for_nothing() =>
        ScanLineLayout.Default.Build("1", "2", -5m, new DateOnly(2026, 11, 23)).ShouldContain(" 000000000 ");

    [Fact]
    public void Fields_and_separator_are_the_towns()
    {
        var layout = new ScanLineLayout([new(ScanLineSource.Literal, 4, "77"), new(ScanLineSource.BillNumber, 8), new(ScanLineSource.AmountDueCents, 7)], "");
        layout.Build("1", "B-260001", 12.05m, new DateOnly(2026, 1, 2)).ShouldBe("0077" + "00260001" + "0001205");
    }

    [Fact]
    public void A_number_that_does_not_fit_its_field_is_refused()
    {
        var error = Should.Throw<BusinessException>(() => ScanLineLayout.Default.Build("1234567890123", "260001", 1m, new DateOnly(2026, 1, 2)));
        error.Code.ShouldBe(BillingErrorCodes.BillDocument.ScanFieldTooLong);
        error.Values["Bill"].ShouldBe("260001");
    }

    [Fact]
    public void A_layout_is_read_from_the_towns_setting()
    {
        // ISO 7064: the whole line leaves a remainder of 1.
        var layout = ScanLineLayout.Read("text=77:4 bill:8 cents:7 mod97:2");
        var line = layout.Build("1", "B-260001", 12.05m, new DateOnly(2026, 1, 2));
        line.ShouldStartWith("0077 00260001 0001205 ");
        (decimal.Parse(line.Replace(" ", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) % 97).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("account")]
    [InlineData("account:0")]
    [InlineData("acount:12")]
    [InlineData("3:1")]
    public void A_layout_that_cannot_be_read_is_refused(string layout) =>
        Should.Throw<BusinessException>(() => ScanLineLayout.Read(layout)).Code.ShouldBe(BillingErrorCodes.BillDocument.ScanLineUnreadable);
}
