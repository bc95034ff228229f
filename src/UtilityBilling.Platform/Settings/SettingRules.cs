using System.Globalization;
using UtilityBilling.Errors;
using UtilityBilling.Settings;

namespace UtilityBilling.Platform.Settings;

/// <summary>Checks what is entered for a setting and writes it in the one form that it is stored in.</summary>
internal static class SettingRules
{
    private const int LongestText = 2000;

    /// <summary>The value as it is stored: numbers with a point and no thousands separator, dates as <c>2026-11-23</c>, <c>true</c> or <c>false</c>.</summary>
    public static string Normalize(SettingDefinition definition, string entered)
    {
        var text = entered.Trim();
        return definition.Kind switch
        {
            SettingKind.Integer => Bounded(definition, text, IsInteger(text)),
            SettingKind.Decimal => Bounded(definition, text, IsDecimal(text, 6)),
            SettingKind.Money => Bounded(definition, text, IsDecimal(text, 2)),
            SettingKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : throw Refused(definition, "Date"),
            SettingKind.Boolean => bool.TryParse(text, out var yes) ? (yes ? "true" : "false") : throw Refused(definition, "Boolean"),
            SettingKind.Choice => definition.Choices.Contains(text) ? text : throw Refused(definition, "Choice").WithData("Choices", string.Join(", ", definition.Choices)),
            _ => text.Length <= LongestText ? text : throw Refused(definition, "Text").WithData("Max", LongestText),
        };
    }

    private static decimal? IsInteger(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static decimal? IsDecimal(string text, int places) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && decimal.Round(number, places) == number ? number : null;

    private static string Bounded(SettingDefinition definition, string text, decimal? number)
    {
        if (number is not { } value)
            throw Refused(definition, definition.Kind.ToString());
        if (value < definition.Min || value > definition.Max)
            throw Refused(definition, "Range").WithData("Min", definition.Min).WithData("Max", definition.Max);
        return text.TrimStart('+');
    }

    private static BusinessException Refused(SettingDefinition definition, string rule) =>
        new BusinessException($"Platform:Setting.{rule}").WithData("Name", definition.Name).ForField("Input.Value");
}
