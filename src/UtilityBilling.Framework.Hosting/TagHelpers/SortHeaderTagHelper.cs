using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>
/// A column's head that sorts: <c>&lt;ub-sort-th name="due" default="-due" target="#list" numeric="true"&gt;Due&lt;/ub-sort-th&gt;</c>. The list's query decides
/// which names it knows.
/// </summary>
[HtmlTargetElement("ub-sort-th")]
public sealed class SortHeaderTagHelper : TagHelper
{
    /// <summary>The column's name in the query string.</summary>
    public string Name { get; set; } = "";

    /// <summary>The list's own order, for example <c>-due</c>.</summary>
    public string? Default { get; set; }

    /// <summary>Right-aligned figures.</summary>
    public bool Numeric { get; set; }

    /// <summary>The element that a partial request replaces; without it the link loads the page.</summary>
    public string? Target { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = await output.GetChildContentAsync().ConfigureAwait(false);
        var request = ViewContext.HttpContext.Request;
        var sort = ListState.Text(request, ListState.SortKey) ?? Default;
        var ascending = sort == Name;
        var descending = sort == $"-{Name}";
        var address = ListState.Address(request, (ListState.SortKey, ascending ? $"-{Name}" : Name), (ListState.PageKey, null));
        var icon = ascending ? "chevron-up" : descending ? "chevron-down" : "selector";

        output.TagName = "th";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("scope", "col");
        if (Numeric)
            output.Attributes.SetAttribute("class", "ub-num");
        if (ascending || descending)
            output.Attributes.SetAttribute("aria-sort", ascending ? "ascending" : "descending");
        output.Content.SetHtmlContent(PartialLinks.To(address, Target).Containing(new TagBuilder("span").Containing(words), Icons.Html(ViewContext.HttpContext, icon)));
    }
}

/// <summary>Links that replace a part of the page, and are ordinary links without script.</summary>
internal static class PartialLinks
{
    public static TagBuilder To(string address, string? target)
    {
        var link = new TagBuilder("a").With("href", address);
        return target is null ? link : link.With("hx-get", address).With("hx-target", target).With("hx-push-url", "true");
    }
}
