using Microsoft.Extensions.Localization;

namespace UtilityBilling.Localization;

/// <summary>Words of a town's own: services, classes, roles and jobs that it named itself have no text of ours.</summary>
public static class LocalizerWords
{
    /// <summary>The text in the reader's language where there is one, else <paramref name="otherwise"/>, as the town writes it.</summary>
    public static string Word(this IStringLocalizer texts, string key, string otherwise)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var text = texts[key];
        return text.ResourceNotFound ? otherwise : text.Value;
    }

    /// <summary>A service by its code: <c>water</c> is "Water" or "Agua".</summary>
    public static string Service(this IStringLocalizer texts, string code) => texts.Word($"Service:{code}", code);
}
