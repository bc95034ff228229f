using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Hosting.TagHelpers;

namespace UtilityBilling.Billing.Pages.Billing.Adjustments;

/// <summary>How adjustments are said on pages.</summary>
public abstract class AdjustmentPage : PageModel
{
    private static bool IsSpanish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "es";

    public static string ReasonOf(AdjustmentDto row) => IsSpanish ? row.ReasonEs : row.ReasonEn;

    public static Tone ToneOf(AdjustmentDto row) => row.State switch
    {
        "Approved" => Tone.Success,
        "Declined" => Tone.Danger,
        _ => Tone.Warning,
    };

    protected static IReadOnlyList<SelectListItem> Items(IReadOnlyList<AdjustmentReasonDto> reasons) =>
        [.. reasons.Select(r => new SelectListItem(IsSpanish ? r.LabelEs : r.LabelEn, r.Code))];

    protected static IReadOnlyList<SelectListItem> Items(IReadOnlyList<OpenChargeDto> charges) =>
        [.. charges.Select(c => new SelectListItem(string.Create(CultureInfo.CurrentCulture, $"{c.DueDate:yyyy-MM-dd} · {c.Service} · {c.Open:N2}"), c.ChargeId.ToString()))];
}
