using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>
/// A form field with everything that belongs to it: label above, hint, message above the box, and the wiring for screen readers.
/// <c>&lt;ub-field for="Input.Amount" hint="…" prefix="$" /&gt;</c>. What kind of box it is follows from the property's type unless <see cref="Type"/> says otherwise;
/// attributes that are not named here go to the box itself.
/// </summary>
[HtmlTargetElement("ub-field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(IStringLocalizer texts) : TagHelper
{
    private bool _isLedTo;

    public ModelExpression For { get; set; } = null!;

    /// <summary>The label; else the property's display name.</summary>
    public string? Label { get; set; }

    /// <summary>A sentence under the label: what to enter, with an example.</summary>
    public string? Hint { get; set; }

    /// <summary>A unit before the box, for example <c>$</c>.</summary>
    public string? Prefix { get; set; }

    /// <summary>A unit after the box, for example <c>gallons</c>.</summary>
    public string? Suffix { get; set; }

    /// <summary>text, money, decimal, integer, date, select, radio, checkbox, textarea, password, email, tel, search, file.</summary>
    public string? Type { get; set; }

    /// <summary>The choices of a select or of radio buttons; for an enum they are made from its members (<c>Enum:BillStatus.Open</c>).</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>The words of the empty choice of a select; null writes none.</summary>
    public string? EmptyText { get; set; }

    /// <summary>Whether the label has the asterisk; else as the property says.</summary>
    public bool? Required { get; set; }

    /// <summary>How many characters the box is wide: 4, 8, 12, 20 or 30; else the full width.</summary>
    public int? Size { get; set; }

    /// <summary>Lines of a textarea.</summary>
    public int Rows { get; set; } = 3;

    /// <summary>Distinguishes fields of the same name on one page, for example in two dialogs.</summary>
    public string? IdSuffix { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    private string FullName => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private string Id => TagBuilder.CreateSanitizedId(FullName, "_") + (IdSuffix is null || _isLedTo ? "" : $"_{IdSuffix}");

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var kind = Type ?? FieldKinds.Of(For.ModelExplorer, Items is not null);
        var required = Required ?? (For.Metadata.IsRequired && kind != "checkbox");
        var error = FirstError();
        _isLedTo = error is not null && IsInPostedForm(context);
        var describedBy = string.Join(' ', new[] { Hint is null ? null : $"{Id}-hint", error is null ? null : $"{Id}-error" }.OfType<string>());
        var boxAttributes = output.Attributes.ToList();
        output.Attributes.Clear();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "ub-field" : "ub-field is-wrong");
        if (required && context.Items.TryGetValue(typeof(RequiredFields), out var form))
            ((RequiredFields)form).Any = true;

        var wiring = new FieldBox(Id, FullName, kind, required, error is not null, describedBy.Length == 0 ? null : describedBy, boxAttributes);
        output.Content.SetHtmlContent(kind switch
        {
            "checkbox" => Pieces(Message(error), Choice(wiring.Check(AttemptedOr(For.Model) is "True" or "true" or "true,false"), LabelFor(Id, required)), HintLine()),
            "radio" => Radios(wiring, error, required),
            _ => Pieces(LabelFor(Id, required), HintLine(), Message(error), Grouped(Box(wiring, kind))),
        });
    }

    private TagBuilder Box(FieldBox box, string kind)
    {
        var value = kind == "password" ? "" : AttemptedOr(For.Model, kind);
        var element = kind switch
        {
            "select" => box.Select(Choices(value), EmptyText),
            "textarea" => box.TextArea(value, Rows),
            _ => box.Input(value, For.Metadata.MaxLength()),
        };
        if (Size is not null)
            element.AddCssClass($"ub-size-{Size}");
        return element;
    }

    private TagBuilder Radios(FieldBox box, string? error, bool required)
    {
        var chosen = AttemptedOr(For.Model);
        var set = Html.Element("fieldset", null).With("aria-describedby", box.DescribedBy)
            .Containing(Html.Element("legend", null).Containing(LabelText(), Asterisk(required)), HintLine(), Message(error));
        var number = 0;
        foreach (var item in Choices(chosen))
        {
            var id = number++ == 0 ? Id : $"{Id}_{number}";
            set.InnerHtml.AppendHtml(Choice(box.Radio(id, item.Value, item.Selected), Html.Element("label", null, item.Text).With("for", id)));
        }
        return set;
    }

    private IEnumerable<SelectListItem> Choices(string chosen)
    {
        var items = Items ?? FieldKinds.EnumNames(For.ModelExplorer).Select(name => new SelectListItem(texts[$"Enum:{FieldKinds.Bare(For.ModelExplorer).Name}.{name}"], name));
        return items.Select(item => new SelectListItem(item.Text, item.Value, (item.Value ?? item.Text) == chosen || (chosen.Length == 0 && item.Selected), item.Disabled));
    }

    private IHtmlContent Grouped(TagBuilder box)
    {
        if (Prefix is null && Suffix is null)
            return box;
        var group = Html.Element("div", Size is null ? "input-group" : $"input-group ub-size-{Size + 4}");
        return group.Containing(
            Prefix is null ? null : Html.Element("span", "input-group-text", Prefix),
            box,
            Suffix is null ? null : Html.Element("span", "input-group-text", Suffix));
    }

    private static TagBuilder Choice(IHtmlContent box, TagBuilder label) => Html.Element("div", "ub-choice").Containing(box, label);

    private TagBuilder LabelFor(string id, bool required) => Html.Element("label", null).With("for", id).Containing(LabelText(), Asterisk(required));

    private HtmlString LabelText() => new(System.Net.WebUtility.HtmlEncode(Label ?? For.Metadata.DisplayName ?? texts[For.Metadata.PropertyName ?? For.Name].Value));

    private static TagBuilder? Asterisk(bool required) => required ? Html.Element("span", "ub-required", " *").With("aria-hidden", "true") : null;

    private TagBuilder? HintLine() => Hint is null ? null : Html.Element("p", "ub-hint", Hint).With("id", $"{Id}-hint");

    private TagBuilder? Message(string? error) => error is null
        ? null
        : Html.Element("p", "ub-error").With("id", $"{Id}-error").Containing(Html.Element("span", "visually-hidden", texts["Ui:Error.Prefix"]), new HtmlString(System.Net.WebUtility.HtmlEncode(error)));

    /// <summary>Of several fields of one name the summary leads to the one in the form that was sent, which therefore goes without its suffix.</summary>
    private bool IsInPostedForm(TagHelperContext context) =>
        IdSuffix is not null && context.Items.TryGetValue(typeof(RequiredFields), out var form) && ((RequiredFields)form).IsPosted && ViewContext.HttpContext.Items.TryAdd($"ub-led-to:{FullName}", true);

    private string? FirstError() =>
        ViewContext.ModelState.TryGetValue(FullName, out var entry) && entry.Errors.Count > 0 ? ErrorSummaryTagHelper.TextOf(entry.Errors[0], texts) : null;

    private string AttemptedOr(object? value, string kind = "text") =>
        ViewContext.ModelState.TryGetValue(FullName, out var entry) && entry.AttemptedValue is not null ? entry.AttemptedValue : FieldKinds.Format(value, kind);

    private static HtmlContentBuilder Pieces(params IHtmlContent?[] pieces)
    {
        var content = new HtmlContentBuilder();
        foreach (var piece in pieces)
            if (piece is not null)
                content.AppendHtml(piece);
        return content;
    }
}
