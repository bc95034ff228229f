using Microsoft.Extensions.Localization;
using UtilityBilling.Localization;

namespace UtilityBilling.Platform.Pages;

/// <summary>Names of roles as people read them: the seeded ones are translated, a town's own stand as they were entered.</summary>
public static class RoleTexts
{
    public static string Of(string name, IStringLocalizer texts) => texts.Word($"Role:{name}", name);

    public static string Of(IEnumerable<string> names, IStringLocalizer texts) => string.Join(", ", names.Select(n => Of(n, texts)));

    /// <summary>For lists that hold the names in one text.</summary>
    public static string OfList(string names, IStringLocalizer texts) => names.Length == 0 ? "" : Of(names.Split(", "), texts);
}
