using Microsoft.Extensions.Localization;
using UtilityBilling.Localization;
using UtilityBilling.Navigation;

namespace UtilityBilling.Platform.Pages.Today;

/// <summary>A queue's line in words; one alone has a text of its own where there is one (<c>…_One</c>).</summary>
public static class QueueTexts
{
    public static string Of(TodayQueue queue, IStringLocalizer texts)
    {
        var many = texts[queue.TextKey].Value;
        var text = queue.Count == 1 ? texts.Word($"{queue.TextKey}_One", many) : many;
        return LocalizationCatalog.Format(text, new Dictionary<string, object?> { ["Count"] = queue.Count });
    }
}
