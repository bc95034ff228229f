using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>The list as it is filtered, as a file: <c>&lt;ub-export /&gt;</c>. The page answers <c>export=csv</c> and <c>export=xlsx</c>.</summary>
[HtmlTargetElement("ub-export", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ExportTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.AppendHtml(Link("csv", "download", "CSV")).Append(" ").AppendHtml(Link("xlsx", "file-spreadsheet", "Excel"));
    }

    private TagBuilder Link(string format, string icon, string words)
    {
        var request = ViewContext.HttpContext.Request;
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        query.Remove("page");
        query.Remove("handler");
        query["export"] = format;
        var link = Html.Element("a", "btn").With("href", request.PathBase + request.Path + QueryString.Create(query)).Containing(Icons.Html(ViewContext.HttpContext, icon));
        link.InnerHtml.Append(words);
        return link;
    }
}

/// <summary>Opens the browser's print dialog: <c>&lt;ub-print /&gt;</c>.</summary>
[HtmlTargetElement("ub-print", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PrintTagHelper(IStringLocalizer texts) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "button";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "btn");
        output.Attributes.SetAttribute("type", "button");
        output.Attributes.SetAttribute("data-print", "");
        output.Content.AppendHtml(Icons.Html(ViewContext.HttpContext, "printer")).Append(texts["Ui:Print"]);
    }
}
