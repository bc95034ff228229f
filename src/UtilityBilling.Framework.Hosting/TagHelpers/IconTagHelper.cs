using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>An icon of the sprite, hidden from screen readers: <c>&lt;ub-icon name="printer" /&gt;</c>. It always stands beside a word.</summary>
[HtmlTargetElement("ub-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>A name listed in ClientApp/icons.txt.</summary>
    public string Name { get; set; } = "";

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.Html(ViewContext.HttpContext, Name));
    }
}

/// <summary>Writes an icon where a tag helper builds its own mark-up.</summary>
public static class Icons
{
    private const string SpritePath = "libs/icons.svg";

    public static IHtmlContent Html(HttpContext context, string name)
    {
        var assets = context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        var path = assets?[SpritePath] ?? SpritePath;
        var use = new TagBuilder("use");
        use.Attributes["href"] = $"{context.Request.PathBase}/{path.TrimStart('/')}#{name}";
        var svg = new TagBuilder("svg");
        svg.AddCssClass("icon");
        svg.Attributes["aria-hidden"] = "true";
        svg.Attributes["focusable"] = "false";
        svg.InnerHtml.AppendHtml(use);
        return svg;
    }
}
