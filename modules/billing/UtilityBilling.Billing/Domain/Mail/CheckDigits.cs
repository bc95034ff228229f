namespace UtilityBilling.Billing.Mail;

/// <summary>The ways in which banks work out the check digit of a remittance stub. A town agrees on one with its bank.</summary>
public enum CheckDigitKind
{
    /// <summary>Mod 10: from the right every second digit is doubled, the digits of the products are added up (ISO/IEC 7812-1).</summary>
    Luhn,

    /// <summary>Mod 10, double-add-double: the same counted from the left, the first digit doubled.</summary>
    DoubleAddDouble,

    /// <summary>Mod 10 with the weights 7, 3, 1 from the right; the products are added up whole.</summary>
    Weights731,

    /// <summary>Mod 11 with the weights 2 to 7 from the right. A check of 10 has no digit and is written 0.</summary>
    Mod11,

    /// <summary>Mod 97: two digits that leave a remainder of 1 (ISO 7064 MOD 97-10).</summary>
    Mod97,
}

/// <summary>Works check digits out. Signs other than digits do not count.</summary>
internal static class CheckDigits
{
    public static string Of(CheckDigitKind kind, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] digits = [.. text.Where(char.IsAsciiDigit).Select(c => c - '0')];
        return kind switch
        {
            CheckDigitKind.Luhn => Ten(DoubledSum(digits.Reverse())),
            CheckDigitKind.DoubleAddDouble => Ten(DoubledSum(digits)),
            CheckDigitKind.Weights731 => Ten(Weighted(digits, [7, 3, 1])),
            CheckDigitKind.Mod11 => Write((11 - Weighted(digits, [2, 3, 4, 5, 6, 7]) % 11) % 11 % 10),
            CheckDigitKind.Mod97 => (98 - digits.Append(0).Append(0).Aggregate(0, (rest, digit) => (rest * 10 + digit) % 97)).ToString("00", System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"Check digit {kind} is unknown."),
        };
    }

    private static int DoubledSum(IEnumerable<int> digits) => digits.Select((digit, i) => i % 2 == 1 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2).Sum();

    private static int Weighted(int[] digits, int[] weights) => digits.Reverse().Select((digit, i) => digit * weights[i % weights.Length]).Sum();

    private static string Ten(int sum) => Write((10 - sum % 10) % 10);

    private static string Write(int digit) => digit.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
