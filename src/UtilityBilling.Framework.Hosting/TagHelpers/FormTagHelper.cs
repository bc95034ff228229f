using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>
/// A form that posts: antiforgery token, idempotency key, <c>novalidate</c> (the server validates), and the sentence on required fields when it has any.
/// <c>&lt;ub-form handler="Approve"&gt;</c> posts to that handler and keeps the page's query string. After a refused post (422) the same key is written again, so
/// that a repeated press is still one action.
/// </summary>
[HtmlTargetElement("ub-form")]
public sealed class UbFormTagHelper(IAntiforgery antiforgery, IGuidGenerator guids, IStringLocalizer texts) : TagHelper
{
    private readonly RequiredFields _required = new();

    /// <summary>The page handler that answers.</summary>
    public string? Handler { get; set; }

    /// <summary>Another address than the page's own.</summary>
    public string? Action { get; set; }

    /// <summary>Whether to write the sentence on required fields.</summary>
    public bool Note { get; set; } = true;

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Fields inside say here that they are required: what a child puts into its own context never reaches the parent's.</summary>
    public override void Init(TagHelperContext context)
    {
        var request = ViewContext.HttpContext.Request;
        _required.IsPosted = HttpMethods.IsPost(request.Method) && string.Equals(request.Query["handler"].ToString(), Handler ?? "", StringComparison.OrdinalIgnoreCase);
        context.Items[typeof(RequiredFields)] = _required;
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var http = ViewContext.HttpContext;
        var children = await output.GetChildContentAsync().ConfigureAwait(false);
        output.TagName = "form";
        output.Attributes.SetAttribute("method", "post");
        output.Attributes.SetAttribute("action", Action ?? OwnAddress(http.Request));
        if (!output.Attributes.ContainsName("novalidate"))
            output.Attributes.Add(new TagHelperAttribute("novalidate"));

        var tokens = antiforgery.GetAndStoreTokens(http);
        output.PreContent.AppendHtml(Html.Hidden(tokens.FormFieldName, tokens.RequestToken ?? ""));
        output.PreContent.AppendHtml(Html.Hidden(PageForms.IdempotencyField, PageForms.PostedIdempotencyKey(http.Request) ?? guids.Create().ToString()));
        if (Note && _required.Any)
            output.PreContent.AppendHtml(Html.Element("p", "text-secondary", texts["Ui:Form.RequiredNote"]));
        output.Content.SetHtmlContent(children);
    }

    private string OwnAddress(HttpRequest request)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        query.Remove("handler");
        if (Handler is not null)
            query["handler"] = Handler;
        return request.PathBase + request.Path + QueryString.Create(query);
    }
}

/// <summary>What a form and its fields tell each other: whether there is a required field, and whether this form is the one that was sent.</summary>
internal sealed class RequiredFields
{
    public bool Any { get; set; }
    public bool IsPosted { get; set; }
}
