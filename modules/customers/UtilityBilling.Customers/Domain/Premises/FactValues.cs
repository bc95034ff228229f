using System.Globalization;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Errors;

namespace UtilityBilling.Customers.Premises;

/// <summary>Reads what a person enters as a fact into what a tariff understands.</summary>
internal static class FactValues
{
    private const decimal Most = 999_999_999m;
    private const int Decimals = 6;

    private static readonly string[] Yes = ["true", "yes", "sí", "si"];
    private static readonly string[] No = ["false", "no"];

    /// <summary>The value as it is kept; or the refusal of one that no tariff could bill by.</summary>
    public static string Read(FactChoice fact, string text, string field)
    {
        var value = text.Trim();
        return fact.Kind switch
        {
            FactKind.Number => Number(value) ?? throw new BusinessException(CustomersErrorCodes.Fact.NotANumber).WithData("Fact", fact.Label).WithData("Value", value).ForField(field),
            FactKind.YesNo => YesOrNo(value) ?? throw new BusinessException(CustomersErrorCodes.Fact.NotYesOrNo).WithData("Fact", fact.Label).ForField(field),
            // A word is told apart letter by letter: it is kept as the tariff spells it.
            _ => fact.Values.FirstOrDefault(v => string.Equals(v, value, StringComparison.OrdinalIgnoreCase)) ?? value,
        };
    }

    /// <summary>Whether a tariff knows the value.</summary>
    public static bool IsNamed(FactChoice fact, string value) => fact.Kind != FactKind.Word || fact.Values.Count == 0 || fact.Values.Contains(value);

    private static string? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number <= Most && decimal.Round(number, Decimals) == number
            ? number.ToString("0.######", CultureInfo.InvariantCulture) : null;

    private static string? YesOrNo(string text) =>
        Yes.Contains(text, StringComparer.OrdinalIgnoreCase) ? "true" : No.Contains(text, StringComparer.OrdinalIgnoreCase) ? "false" : null;
}
