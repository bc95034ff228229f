using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>
/// A bar chart drawn on the server, with the same figures as a table beneath it: <c>&lt;ub-bar-chart id="usage" title="Usage, 13 months" unit="gallons" bars="Model.Bars" /&gt;</c>.
/// A bar with a note is hatched and says the note, so that nothing depends on colour. It prints as it is seen.
/// </summary>
[HtmlTargetElement("ub-bar-chart", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BarChartTagHelper(IStringLocalizer texts) : TagHelper
{
    private const int Width = 720, Height = 240, Left = 56, Right = 8, Top = 30, Bottom = 30, Steps = 4;

    /// <summary>Unique on the page.</summary>
    public string Id { get; set; } = "chart";

    public string Title { get; set; } = "";
    public string Unit { get; set; } = "";

    /// <summary>The head of the table's first column.</summary>
    public string? LabelHead { get; set; }

    public IReadOnlyList<ChartBar> Bars { get; set; } = [];

    /// <summary>.NET format of the values.</summary>
    public string Format { get; set; } = "N0";

    /// <summary>Set to false where the page's own heading says the title.</summary>
    public bool ShowTitle { get; set; } = true;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "ub-chart");
        if (ShowTitle)
            output.Content.AppendHtml(Html.Element("figcaption", null, Title));
        output.Content.AppendHtml(Html.Element("div", "ub-scroll").With("role", "group").With("aria-label", Title).Containing(Drawing()));
        output.Content.AppendHtml(new TagBuilder("details").Containing(Html.Element("summary", null, texts["Ui:Chart.AsTable"]), Table()));
    }

    private TagBuilder Drawing()
    {
        var largest = Bars.Count == 0 ? 0 : Bars.Max(bar => bar.Value);
        var step = ChartScale.Step(largest, Steps);
        var svg = new TagBuilder("svg")
            .With("viewBox", $"0 0 {Width} {Height}").With("role", "img").With("aria-labelledby", $"{Id}-title {Id}-desc")
            .Containing(
                Html.Element("title", null, Title).With("id", $"{Id}-title"),
                Html.Element("desc", null, Summary()).With("id", $"{Id}-desc"),
                Hatching());
        var unit = Html.Element("text", null, Unit).With("x", "0").With("y", "12");
        svg.InnerHtml.AppendHtml(unit);
        for (var i = 0; i <= Steps; i++)
            svg.Containing(Line(Y(step * i, step), i == 0), Label(Left - 8, Y(step * i, step) + 4, "end", Number(step * i)));
        for (var i = 0; i < Bars.Count; i++)
            DrawBar(svg, i, step);
        return svg;
    }

    private void DrawBar(TagBuilder svg, int index, decimal step)
    {
        var bar = Bars[index];
        var slot = (decimal)(Width - Left - Right) / Bars.Count;
        var width = Math.Min(44m, slot * 0.62m);
        var x = Left + slot * index + (slot - width) / 2;
        var y = Y(Math.Max(0, bar.Value), step);
        var rect = new TagBuilder("rect").With("x", Text(x)).With("y", Text(y)).With("width", Text(width)).With("height", Text(Y(0, step) - y)).With("rx", "2");
        svg.InnerHtml.AppendHtml(rect);
        if (bar.Note is not null)
        {
            rect.With("class", "ub-hatched");
            svg.InnerHtml.AppendHtml(new TagBuilder("rect").With("x", Text(x)).With("y", Text(y)).With("width", Text(width)).With("height", Text(Y(0, step) - y)).With("fill", $"url(#{Id}-hatch)").With("class", "ub-hatching"));
        }
        var middle = x + width / 2;
        svg.Containing(
            Label(middle, y - (bar.Note is null ? 5 : 18), "middle", Number(bar.Value)).With("class", "ub-bar-value"),
            bar.Note is null ? null : Label(middle, y - 5, "middle", bar.Note),
            Label(middle, Height - Bottom + 18, "middle", bar.Label));
    }

    private TagBuilder Hatching() => new TagBuilder("defs").Containing(
        new TagBuilder("pattern").With("id", $"{Id}-hatch").With("width", "6").With("height", "6").With("patternUnits", "userSpaceOnUse").With("patternTransform", "rotate(45)")
            .Containing(new TagBuilder("line").With("class", "ub-hatch-line").With("x1", "0").With("y1", "0").With("x2", "0").With("y2", "6")));

    private TagBuilder Table()
    {
        var hasNotes = Bars.Any(bar => bar.Note is not null);
        var body = new TagBuilder("tbody");
        foreach (var bar in Bars)
            body.InnerHtml.AppendHtml(new TagBuilder("tr").Containing(
                Html.Element("th", null, bar.LongLabel ?? bar.Label).With("scope", "row"),
                Html.Element("td", "ub-num", Number(bar.Value)),
                hasNotes ? Html.Element("td", null, bar.Note ?? "") : null));
        var head = new TagBuilder("tr").Containing(
            Html.Element("th", null, LabelHead ?? texts["Ui:Chart.Label"]).With("scope", "col"),
            Html.Element("th", "ub-num", Unit.Length == 0 ? texts["Ui:Chart.Value"] : Unit).With("scope", "col"),
            hasNotes ? Html.Element("th", null, texts["Ui:Chart.Note"]).With("scope", "col") : null);
        return Html.Element("table", "table").Containing(Html.Element("caption", "visually-hidden", Title), new TagBuilder("thead").Containing(head), body);
    }

    private string Summary() => string.Join("; ", Bars.Select(bar => $"{bar.LongLabel ?? bar.Label}: {Number(bar.Value)}{(bar.Note is null ? "" : $" ({bar.Note})")}"));

    private static TagBuilder Line(decimal y, bool isAxis) =>
        new TagBuilder("line").With("x1", Text(Left)).With("x2", Text(Width - Right)).With("y1", Text(y)).With("y2", Text(y)).With("class", isAxis ? "ub-axis" : null);

    private static TagBuilder Label(decimal x, decimal y, string anchor, string text) =>
        Html.Element("text", null, text).With("x", Text(x)).With("y", Text(y)).With("text-anchor", anchor).With("aria-hidden", "true");

    private static decimal Y(decimal value, decimal step) => Height - Bottom - (Height - Top - Bottom) * value / (step * Steps);

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private string Number(decimal value)
    {
        var text = value.ToString(Format, CultureInfo.CurrentCulture);
        return value == decimal.Truncate(value) || Format != "N0" ? text : value.ToString("0.##", CultureInfo.CurrentCulture);
    }
}

/// <summary>
/// A small graph for a row of a list, for example the last 13 reads: <c>&lt;ub-spark bars="row.Bars" label="@row.UsageInWords" /&gt;</c>. Its label says in words what it shows.
/// </summary>
[HtmlTargetElement("ub-spark", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SparkTagHelper : TagHelper
{
    private const int BarWidth = 6, Gap = 2, Height = 28;

    public IReadOnlyList<ChartBar> Bars { get; set; } = [];

    /// <summary>What the graph shows, in words.</summary>
    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var width = Math.Max(1, Bars.Count) * (BarWidth + Gap) - Gap;
        var largest = Math.Max(1, Bars.Count == 0 ? 0 : Bars.Max(bar => bar.Value));
        var svg = Html.Element("svg", "ub-spark").With("viewBox", $"0 0 {width} {Height}").With("role", "img").With("aria-label", Label)
            .With("width", width.ToString(CultureInfo.InvariantCulture)).With("height", Height.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < Bars.Count; i++)
        {
            var height = Math.Max(1, Math.Round(Math.Max(0, Bars[i].Value) * (Height - 1) / largest, 1));
            svg.InnerHtml.AppendHtml(new TagBuilder("rect")
                .With("x", (i * (BarWidth + Gap)).ToString(CultureInfo.InvariantCulture)).With("y", (Height - height).ToString(CultureInfo.InvariantCulture))
                .With("width", BarWidth.ToString(CultureInfo.InvariantCulture)).With("height", height.ToString(CultureInfo.InvariantCulture))
                .With("class", Bars[i].Note is null ? null : "ub-hatched"));
        }
        output.TagName = null;
        output.Content.SetHtmlContent(svg);
    }
}
