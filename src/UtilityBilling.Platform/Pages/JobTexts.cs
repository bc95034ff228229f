using Microsoft.Extensions.Localization;

namespace UtilityBilling.Platform.Pages;

/// <summary>Names and failures of jobs in words; what has no text of its own is shown as it is.</summary>
public static class JobTexts
{
    public static string Name(string type, IStringLocalizer texts) => Known($"JobType:{type}", type, texts);

    public static string Error(string error, IStringLocalizer texts) => Known(error, error, texts);

    private static string Known(string key, string otherwise, IStringLocalizer texts)
    {
        var text = texts[key];
        return text.ResourceNotFound ? otherwise : text.Value;
    }
}
