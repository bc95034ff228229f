using Microsoft.Extensions.Localization;

namespace UtilityBilling.Platform.Pages;

/// <summary>Names of roles as people read them: the seeded ones are translated, a town's own stand as they were entered.</summary>
public static class RoleTexts
{
    public static string Of(string name, IStringLocalizer texts)
    {
        var text = texts[$"Role:{name}"];
        return text.ResourceNotFound ? name : text.Value;
    }

    public static string Of(IEnumerable<string> names, IStringLocalizer texts) => string.Join(", ", names.Select(n => Of(n, texts)));

    /// <summary>For lists that hold the names in one text.</summary>
    public static string OfList(string names, IStringLocalizer texts) => names.Length == 0 ? "" : Of(names.Split(", "), texts);
}
