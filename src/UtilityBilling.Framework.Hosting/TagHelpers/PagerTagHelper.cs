using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using UtilityBilling.Paging;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>
/// The foot of a list: how much there is, where one stands, and the way on. <c>&lt;ub-pager total="@Model.List.TotalCount" page="@Model.List.Page"
/// page-size="@Model.List.PageSize" target="#list" /&gt;</c>
/// </summary>
[HtmlTargetElement("ub-pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper(IStringLocalizer texts) : TagHelper
{
    private const int Neighbours = 2;

    public long Total { get; set; }

    /// <summary>Counted from 1.</summary>
    public int Page { get; set; } = 1;

    public int PageSize { get; set; } = PagedRequest.DefaultPageSize;

    /// <summary>The element that a partial request replaces; without it the links load the page.</summary>
    public string? Target { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Total == 0)
        {
            output.SuppressOutput();
            return;
        }
        var size = Math.Clamp(PageSize, 1, PagedRequest.MaxPageSize);
        var pages = (int)Math.Max(1, (Total + size - 1) / size);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "ub-list-foot");
        var count = Total == 1 ? texts["Ui:Pager.One"] : texts["Ui:Pager.Many", Total.ToString("N0", CultureInfo.CurrentCulture)];
        var where = pages == 1 ? count.Value : $"{count.Value}, {texts["Ui:Pager.Page", Page, pages].Value}";
        output.Content.AppendHtml(Html.Element("p", null, where).With("role", "status"));
        if (pages > 1)
            output.Content.AppendHtml(Html.Element("nav", null).With("aria-label", texts["Ui:Pager.Label"]).Containing(Links(pages)));
    }

    private TagBuilder Links(int pages)
    {
        var list = Html.Element("ul", null);
        if (Page > 1)
            list.InnerHtml.AppendHtml(Item(Link(Page - 1).With("rel", "prev").Containing(Icon("chevron-left"), Html.Element("span", null, texts["Ui:Pager.Previous"]))));
        var shown = Enumerable.Range(1, pages).Where(page => page == 1 || page == pages || Math.Abs(page - Page) <= Neighbours);
        var last = 0;
        foreach (var page in shown)
        {
            if (page > last + 1)
                list.InnerHtml.AppendHtml(Item(Html.Element("span", null, "…")));
            list.InnerHtml.AppendHtml(Item(Number(page)));
            last = page;
        }
        if (Page < pages)
            list.InnerHtml.AppendHtml(Item(Link(Page + 1).With("rel", "next").Containing(Html.Element("span", null, texts["Ui:Pager.Next"]), Icon("chevron-right"))));
        return list;
    }

    private TagBuilder Number(int page)
    {
        var text = page.ToString(CultureInfo.InvariantCulture);
        var link = Link(page).With("aria-label", texts["Ui:Pager.PageNumber", page]).With("aria-current", page == Page ? "page" : null);
        link.InnerHtml.Append(text);
        return link;
    }

    private TagBuilder Link(int page) => PartialLinks.To(
        ListState.Address(ViewContext.HttpContext.Request, (ListState.PageKey, page == 1 ? null : page.ToString(CultureInfo.InvariantCulture))), Target);

    private Microsoft.AspNetCore.Html.IHtmlContent Icon(string name) => Icons.Html(ViewContext.HttpContext, name);

    private static TagBuilder Item(TagBuilder content) => Html.Element("li", null).Containing(content);
}
