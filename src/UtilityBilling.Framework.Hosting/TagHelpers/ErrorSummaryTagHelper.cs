using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>
/// "There is a problem": every message of the page, each a link to its field, in the same words as beside the field. It takes the focus. Without a
/// problem it writes nothing.
/// </summary>
[HtmlTargetElement("ub-error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper(IStringLocalizer texts) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var problems = ViewContext.ModelState
            .Where(entry => entry.Value is { Errors.Count: > 0 })
            .SelectMany(entry => entry.Value!.Errors.Select(error => (Field: entry.Key, Text: TextOf(error, texts))))
            .Distinct()
            .ToList();
        output.TagName = null;
        if (problems.Count == 0)
            return;

        var list = Html.Element("ul", null);
        foreach (var (field, text) in problems)
            list.InnerHtml.AppendHtml(Html.Element("li", null).Containing(field.Length == 0
                ? Html.Element("span", null, text)
                : Html.Element("a", null, text).With("href", $"#{TagBuilder.CreateSanitizedId(field, "_")}")));
        output.Content.SetHtmlContent(Html.Element("div", "ub-problem")
            .With("role", "alert").With("tabindex", "-1").With("data-autofocus", "").With("data-title-prefix", texts["Ui:Error.Prefix"])
            .With("aria-labelledby", "ub-problem-title")
            .Containing(Html.Element("h2", null, texts["Ui:Error.Heading"]).With("id", "ub-problem-title"), list));
    }

    /// <summary>The message; a binding failure without one gets a sentence of its own, never the exception's.</summary>
    internal static string TextOf(ModelError error, IStringLocalizer texts) =>
        string.IsNullOrEmpty(error.ErrorMessage) ? texts["Ui:Error.NotUnderstood"] : error.ErrorMessage;
}
