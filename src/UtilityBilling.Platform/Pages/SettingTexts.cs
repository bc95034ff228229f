using Microsoft.Extensions.Localization;
using UtilityBilling.Localization;
using UtilityBilling.Settings;

namespace UtilityBilling.Platform.Pages;

/// <summary>A setting's value in words.</summary>
public static class SettingTexts
{
    public static string Show(SettingDefinition setting, string value, IStringLocalizer texts)
    {
        foreach (var choice in setting.Kind is SettingKind.Boolean or SettingKind.Choice ? Choices.Of(setting, texts) : [])
            if (choice.Value == value)
                return choice.Text;
        return setting.Kind == SettingKind.Money ? $"${value}" : value;
    }

    /// <summary>A group's heading: its own text, else the menu's word for the module.</summary>
    public static string Group(string name, IStringLocalizer texts) => texts.Word($"SettingGroup:{name}", texts[$"MenuGroup:{name.Split('.')[0]}"]);

    /// <summary>The kind of box that a setting is entered in.</summary>
    public static string BoxOf(SettingKind kind) => kind switch
    {
        SettingKind.Integer => "integer",
        SettingKind.Decimal => "decimal",
        SettingKind.Money => "money",
        SettingKind.Date => "date",
        SettingKind.Boolean or SettingKind.Choice => "select",
        _ => "text",
    };
}
