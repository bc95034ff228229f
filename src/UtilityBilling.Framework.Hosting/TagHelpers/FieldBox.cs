using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>The box of a field: input, select, textarea, checkbox or radio, wired to its label, hint and message.</summary>
internal sealed record FieldBox(string Id, string Name, string Kind, bool IsRequired, bool IsWrong, string? DescribedBy, IReadOnlyList<TagHelperAttribute> Extra)
{
    public TagBuilder Input(string value, int? maxLength)
    {
        var input = Wire(Html.Empty("input"), "form-control");
        input.Attributes["type"] = Kind switch
        {
            "date" or "password" or "email" or "tel" or "search" or "file" => Kind,
            _ => "text",
        };
        if (Kind != "file")
            input.With("value", value).With("maxlength", maxLength?.ToString(CultureInfo.InvariantCulture));
        if (Kind is "money" or "decimal" or "integer")
        {
            input.Attributes["inputmode"] = Kind == "integer" ? "numeric" : "decimal";
            input.Attributes.TryAdd("autocomplete", "off");
        }
        if (Kind == "money")
        {
            input.AddCssClass("ub-amount");
            input.Attributes["data-select"] = "";
        }
        return input;
    }

    public TagBuilder TextArea(string value, int rows)
    {
        var area = Wire(new TagBuilder("textarea"), "form-control").With("rows", rows.ToString(CultureInfo.InvariantCulture));
        // A line feed right after the tag is dropped by browsers; the extra one keeps a text that begins with one.
        area.InnerHtml.AppendHtml("\n").Append(value);
        return area;
    }

    public TagBuilder Select(IEnumerable<SelectListItem> items, string? emptyText)
    {
        var select = Wire(new TagBuilder("select"), "form-select");
        if (emptyText is not null)
            select.InnerHtml.AppendHtml(Html.Element("option", null, emptyText).With("value", ""));
        foreach (var item in items)
            select.InnerHtml.AppendHtml(Html.Element("option", null, item.Text)
                .With("value", item.Value).With("selected", item.Selected ? "" : null).With("disabled", item.Disabled ? "" : null));
        return select;
    }

    public IHtmlContent Check(bool isChecked)
    {
        var input = Wire(Html.Empty("input"), "form-check-input").With("type", "checkbox").With("value", "true").With("checked", isChecked ? "" : null);
        return new HtmlContentBuilder().AppendHtml(input).AppendHtml(Html.Hidden(Name, "false"));
    }

    public TagBuilder Radio(string id, string? value, bool isChecked)
    {
        var input = Wire(Html.Empty("input"), "form-check-input").With("type", "radio").With("id", id).With("value", value).With("checked", isChecked ? "" : null);
        input.Attributes.Remove("aria-required");
        input.Attributes.Remove("aria-describedby");
        return input;
    }

    private TagBuilder Wire(TagBuilder box, string cssClass)
    {
        foreach (var attribute in Extra)
            box.Attributes[attribute.Name] = attribute.Value switch
            {
                HtmlString html => System.Net.WebUtility.HtmlDecode(html.Value),
                null => "",
                var other => other.ToString(),
            };
        box.Attributes["id"] = Id;
        box.Attributes["name"] = Name;
        box.AddCssClass(cssClass);
        return box
            .With("aria-required", IsRequired ? "true" : null)
            .With("aria-invalid", IsWrong ? "true" : null)
            .With("aria-describedby", DescribedBy);
    }
}
