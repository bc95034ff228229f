using Microsoft.AspNetCore.Mvc.Rendering;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>Small pieces of mark-up, encoded.</summary>
internal static class Html
{
    public static TagBuilder Element(string name, string? cssClass, string? text = null)
    {
        var element = new TagBuilder(name);
        if (!string.IsNullOrEmpty(cssClass))
            element.Attributes["class"] = cssClass;
        if (text is not null)
            element.InnerHtml.Append(text);
        return element;
    }

    public static TagBuilder Hidden(string name, string value)
    {
        var input = Empty("input");
        input.Attributes["type"] = "hidden";
        input.Attributes["name"] = name;
        input.Attributes["value"] = value;
        return input;
    }

    public static TagBuilder Empty(string name) => new(name) { TagRenderMode = TagRenderMode.SelfClosing };

    public static TagBuilder With(this TagBuilder element, string attribute, string? value)
    {
        if (value is not null)
            element.Attributes[attribute] = value;
        return element;
    }

    public static TagBuilder Containing(this TagBuilder element, params Microsoft.AspNetCore.Html.IHtmlContent?[] children)
    {
        foreach (var child in children)
            if (child is not null)
                element.InnerHtml.AppendHtml(child);
        return element;
    }
}
