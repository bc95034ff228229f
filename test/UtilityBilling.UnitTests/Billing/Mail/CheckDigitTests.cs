using Shouldly;
using UtilityBilling.Billing.Mail;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Mail;

/// <summary>Check digits of the scan line, worked out by hand (BR-16).</summary>
public sealed class CheckDigitTests
{
    [Theory]
    [InlineData("7992739871", "3")] // the published example of the Luhn formula
    [InlineData("411111111111111", "1")] // the card industry's test number
    [InlineData("0", "0")]
    [InlineData("", "0")]
    public void Luhn_doubles_every_second_digit_from_the_right(string digits, string check) => CheckDigits.Of(CheckDigitKind.Luhn, digits).ShouldBe(check);

    [Fact]
    public void Double_add_double_and_Luhn_part_where_the_number_of_digits_is_even()
    {
        // 1234: from the left 2 + 2 + 6 + 4 = 14, so 6; from the right 8 + 3 + 4 + 1 = 16, so 4.
        CheckDigits.Of(CheckDigitKind.DoubleAddDouble, "1234").ShouldBe("6");
        CheckDigits.Of(CheckDigitKind.Luhn, "1234").ShouldBe("4");
        // 12345: from either side 2 + 2 + 6 + 4 + 1 = 15, so 5.
        CheckDigits.Of(CheckDigitKind.DoubleAddDouble, "12345").ShouldBe("5");
        CheckDigits.Of(CheckDigitKind.Luhn, "12345").ShouldBe("5");
    }

    [Fact]
    public void Weights_7_3_1_add_the_products_whole()
    {
        // 12345 from the right: 5×7 + 4×3 + 3×1 + 2×7 + 1×3 = 35 + 12 + 3 + 14 + 3 = 67, so 3.
        CheckDigits.Of(CheckDigitKind.Weights731, "12345").ShouldBe("3");
    }

    [Fact]
    public void Mod_11_counts_with_2_to_7_from_the_right_and_writes_ten_as_0()
    {
        // 12345: 5×2 + 4×3 + 3×4 + 2×5 + 1×6 = 50; 50 mod 11 = 6; 11 − 6 = 5.
        CheckDigits.Of(CheckDigitKind.Mod11, "12345").ShouldBe("5");
        // 6: 6×2 = 12; 12 mod 11 = 1; 11 − 1 = 10, which has no digit.
        CheckDigits.Of(CheckDigitKind.Mod11, "6").ShouldBe("0");
        // 11: 1×2 + 1×3 = 5; 6. And nothing over: 0.
        CheckDigits.Of(CheckDigitKind.Mod11, "11").ShouldBe("6");
        CheckDigits.Of(CheckDigitKind.Mod11, "0").ShouldBe("0");
    }

    [Fact]
    public void Mod_97_makes_the_whole_leave_1()
    {
        // 794 is the standard's example: 79400 mod 97 = 54; 98 − 54 = 44; and 79444 = 819 × 97 + 1.
        CheckDigits.Of(CheckDigitKind.Mod97, "794").ShouldBe("44");
        (79444 % 97).ShouldBe(1);
        // 1: 100 mod 97 = 3; 98 − 3 = 95.
        CheckDigits.Of(CheckDigitKind.Mod97, "1").ShouldBe("95");
    }

    [Theory]
    [InlineData(CheckDigitKind.Luhn)]
    [InlineData(CheckDigitKind.DoubleAddDouble)]
    [InlineData(CheckDigitKind.Weights731)]
    [InlineData(CheckDigitKind.Mod97)]
    public void Any_digit_misread_spoils_the_check(CheckDigitKind kind)
    {
        const string line = "000004001230000017241261123";
        var check = CheckDigits.Of(kind, line);
        for (var i = 0; i < line.Length; i++)
        {
            var misread = line[..i] + (line[i] == '9' ? '0' : (char)(line[i] + 1)) + line[(i + 1)..];
            CheckDigits.Of(kind, misread).ShouldNotBe(check, $"digit {i + 1}");
        }
    }
}
