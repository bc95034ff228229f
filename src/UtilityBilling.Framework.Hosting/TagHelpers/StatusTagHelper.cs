using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>The tones that a status or a message may have.</summary>
public enum Tone
{
    Neutral,
    Info,
    Success,
    Warning,
    Danger,
}

internal static class Tones
{
    public static string CssClass(this Tone tone) => $"ub-tone-{tone.ToString().ToLowerInvariant()}";

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Success => "circle-check",
        Tone.Warning => "alert-triangle",
        Tone.Danger => "alert-circle",
        _ => "info-circle",
    };
}

/// <summary>A status: always a word, with a dot of its tone. <c>&lt;ub-status tone="Success"&gt;Paid&lt;/ub-status&gt;</c></summary>
[HtmlTargetElement("ub-status")]
public sealed class StatusTagHelper : TagHelper
{
    public Tone Tone { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var word = await output.GetChildContentAsync().ConfigureAwait(false);
        if (word.IsEmptyOrWhiteSpace)
            throw new InvalidOperationException("A status needs its word: a colour alone tells some readers nothing.");
        output.TagName = "span";
        output.Attributes.SetAttribute("class", $"ub-status {Tone.CssClass()}");
        output.Content.SetHtmlContent(word);
    }
}

/// <summary>A message in the page's flow, with an icon: <c>&lt;ub-alert tone="Warning"&gt;…&lt;/ub-alert&gt;</c></summary>
[HtmlTargetElement("ub-alert")]
public sealed class AlertTagHelper : TagHelper
{
    public Tone Tone { get; set; } = Tone.Info;

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync().ConfigureAwait(false);
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"ub-alert {Tone.CssClass()}");
        output.PreContent.AppendHtml(Icons.Html(ViewContext.HttpContext, Tone.Icon()));
        output.Content.SetHtmlContent(new TagBuilder("div").Containing(content));
    }
}

/// <summary>
/// An empty list: what belongs here, and inside the first step.
/// <c>&lt;ub-empty icon="inbox" title="No bills yet" text="Bills appear here when a run is posted."&gt;&lt;a class="btn"…&gt;&lt;/ub-empty&gt;</c>
/// </summary>
[HtmlTargetElement("ub-empty")]
public sealed class EmptyTagHelper : TagHelper
{
    public string Title { get; set; } = "";
    public string? Text { get; set; }
    public string Icon { get; set; } = "inbox";

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var firstStep = await output.GetChildContentAsync().ConfigureAwait(false);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "ub-empty");
        output.Content.AppendHtml(Icons.Html(ViewContext.HttpContext, Icon));
        output.Content.AppendHtml(Html.Element("h2", null, Title));
        if (Text is not null)
            output.Content.AppendHtml(Html.Element("p", null, Text));
        if (!firstStep.IsEmptyOrWhiteSpace)
            output.Content.AppendHtml(Html.Element("div", "ub-buttons").Containing(firstStep));
    }
}
