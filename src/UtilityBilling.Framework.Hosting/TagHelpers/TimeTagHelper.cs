using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using UtilityBilling.Timing;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>An instant on the town's clock, to the minute: <c>&lt;ub-time value="@row.PostedAt" /&gt;</c> shows <c>2026-11-23 14:05</c>.</summary>
[HtmlTargetElement("ub-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeTagHelper(TownDays days) : TagHelper
{
    public DateTimeOffset? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Value is not { } instant)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        output.Content.SetContent(days.Show(instant));
    }
}
