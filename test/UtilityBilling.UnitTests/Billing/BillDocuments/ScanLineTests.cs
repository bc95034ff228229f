using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Errors;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.BillDocuments;

/// <summary>The remittance stub's line (BR-16): a town agrees it with its bank, so its fields are data.</summary>
public sealed class ScanLineTests
{
    [Theory]
    [InlineData("7992739871", 3)] // the published example of the Luhn formula
    [InlineData("411111111111111", 1)] // the card industry's test number
    [InlineData("0", 0)]
    [InlineData("", 0)]
    public void The_check_digit_is_Luhns(string digits, int check) => ScanLineLayout.CheckDigit(digits).ShouldBe(check);

    [Fact]
    public void The_default_line_is_account_amount_due_date_and_check_digit()
    {
        // From the right, doubled, single, doubled …: 6 2 2 1 3(12) 2 2 4 | 4 7 2 | 6 2 2 4 and zeros come to 49, so 1 fills it to 50.
        ScanLineLayout.Default.Build("04-00123-0", "260001", 172.41m, new DateOnly(2026, 11, 23)).ShouldBe("000004001230 000017241 261123 1");
    }

    [Fact]
    public void Any_digit_misread_spoils_the_check()
    {
        var line = ScanLineLayout.Default.Build("04-00123-01", "260001", 172.41m, new DateOnly(2026, 11, 23)).Replace(" ", "", StringComparison.Ordinal);
        for (var i = 0; i < line.Length - 1; i++)
        {
            var misread = line[..i] + (line[i] == '9' ? '0' : (char)(line[i] + 1)) + line[(i + 1)..^1];
            ScanLineLayout.CheckDigit(misread).ShouldNotBe(line[^1] - '0', $"digit {i + 1}");
        }
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
}
