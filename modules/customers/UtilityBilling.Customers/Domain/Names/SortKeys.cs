using System.Globalization;
using System.Text;

namespace UtilityBilling.Customers.Names;

/// <summary>
/// Keys by which people look for names and addresses. The database sorts bytes, so the keys are upper-case, without accents, with numbers filled up: "Peña" stands
/// with "Pena", 9 Elm before 10 Elm.
/// </summary>
internal static class SortKeys
{
    private const int HouseNumberDigits = 7;
    private const int Longest = 200;

    /// <summary>Family name first; an organisation's name as it is.</summary>
    public static string Person(string? firstName, string lastName) => Cut(Fold($"{lastName} {firstName}"));

    /// <summary>The name as it is printed.</summary>
    public static string Display(CustomerKind kind, string? firstName, string lastName) =>
        kind == CustomerKind.Organization || string.IsNullOrWhiteSpace(firstName) ? lastName.Trim() : $"{firstName.Trim()} {lastName.Trim()}";

    /// <summary>Street, number, unit.</summary>
    public static string Address(string addressLine, string? unit)
    {
        var folded = Fold(addressLine);
        var digits = folded.TakeWhile(char.IsAsciiDigit).Count();
        var number = folded[..digits].PadLeft(HouseNumberDigits, '0');
        return Cut($"{folded[digits..].TrimStart()} {number} {FillNumbers(Fold(unit ?? ""))}".TrimEnd());
    }

    /// <summary>Upper-case letters without accents, single spaces.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (!char.IsWhiteSpace(c))
                folded.Append(char.ToUpperInvariant(c));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>The digits of a telephone number without the country's leading 1; null where there are too few to tell people apart by.</summary>
    public static string? PhoneDigits(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        if (digits.Length == 11 && digits[0] == '1')
            digits = digits[1..];
        return digits.Length < 7 ? null : digits;
    }

    private static string FillNumbers(string text) => text.Length > 0 && text.All(char.IsAsciiDigit) ? text.PadLeft(HouseNumberDigits, '0') : text;

    private static string Cut(string key) => key.Length <= Longest ? key : key[..Longest];
}
