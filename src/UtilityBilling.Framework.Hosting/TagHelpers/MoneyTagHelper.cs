using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>Amounts as people read them. The format stays that of the United States in every language.</summary>
public static class MoneyText
{
    private static readonly CultureInfo UnitedStates = CultureInfo.GetCultureInfo("en-US");

    /// <summary><c>$1,234.50</c>, and <c>-$84.17</c> below zero.</summary>
    public static string Plain(decimal amount) =>
        amount < 0 ? "-" + (-amount).ToString("C2", UnitedStates) : amount.ToString("C2", UnitedStates);

    /// <summary><c>$84.17 credit</c> for an amount that the town owes the customer.</summary>
    public static string Balance(decimal amount, IStringLocalizer texts) =>
        amount < 0 ? texts["Ui:Money.Credit", Plain(-amount)] : Plain(amount);
}

/// <summary>
/// An amount in tabular figures. Below zero it says "credit" in words: <c>&lt;ub-money value="@row.Balance" /&gt;</c>; with <c>signed="true"</c> it keeps the minus sign
/// as well, for columns that are added up.
/// </summary>
[HtmlTargetElement("ub-money", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MoneyTagHelper(IStringLocalizer texts) : TagHelper
{
    public decimal? Value { get; set; }

    /// <summary>Keeps the minus sign before the word, for columns that are added up.</summary>
    public bool Signed { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "ub-money");
        if (Value is { } amount)
            output.Content.SetContent(Signed && amount < 0 ? texts["Ui:Money.Credit", MoneyText.Plain(amount)] : MoneyText.Balance(amount, texts));
    }
}
