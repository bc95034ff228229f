using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace UtilityBilling.Hosting.Web;

/// <summary>A step of the way to the page.</summary>
public sealed record Crumb(string Text, string Url);

/// <summary>What a page tells the frame about itself: <c>ViewData.Title(…)</c>, <c>ViewData.Crumb(…)</c>, <c>ViewData.Lead(…)</c>.</summary>
public static class PageHead
{
    private const string TitleKey = "Title", LeadKey = "ub-lead", CrumbsKey = "ub-crumbs";

    /// <summary>The page's heading, which is also its title in the browser.</summary>
    public static void Title(this ViewDataDictionary viewData, string title)
    {
        ArgumentNullException.ThrowIfNull(viewData);
        viewData[TitleKey] = title;
    }

    /// <summary>One sentence under the heading: what the page is for.</summary>
    public static void Lead(this ViewDataDictionary viewData, string sentence)
    {
        ArgumentNullException.ThrowIfNull(viewData);
        viewData[LeadKey] = sentence;
    }

    /// <summary>Adds a step of the way, outermost first; the page itself is not one.</summary>
    public static void Crumb(this ViewDataDictionary viewData, string text, string url)
    {
        ArgumentNullException.ThrowIfNull(viewData);
        viewData[CrumbsKey] = (List<Crumb>)[.. Crumbs(viewData), new Crumb(text, url)];
    }

    public static string? Title(this ViewDataDictionary viewData) => Read<object>(viewData, TitleKey)?.ToString();

    public static string? Lead(this ViewDataDictionary viewData) => Read<object>(viewData, LeadKey)?.ToString();

    public static IReadOnlyList<Crumb> Crumbs(this ViewDataDictionary viewData) => Read<List<Crumb>>(viewData, CrumbsKey) ?? [];

    private static T? Read<T>(ViewDataDictionary viewData, string key) where T : class
    {
        ArgumentNullException.ThrowIfNull(viewData);
        return viewData[key] as T;
    }
}
