using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Localization;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>What a run of each kind asks for, who does it and when.</summary>
[Authorize(BillingPermissions.Calendar.View)]
public sealed class ChecklistsModel(IChecklistAppService checklists, IClock clock) : PageModel
{
    public IReadOnlyList<ChecklistDto> Lists { get; private set; } = [];

    public async Task OnGetAsync() => Lists = await checklists.InForceAsync(clock.Today, HttpContext.RequestAborted);

    public static string NameOf(ChecklistRule rule, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(texts);
        if (rule.Step != ChecklistStep.ByHand)
            return texts[$"Enum:ChecklistStep.{rule.Step}"];
        return LocalizationCatalog.CurrentLanguage == "es" && !string.IsNullOrWhiteSpace(rule.NameEs) ? rule.NameEs : rule.NameEn ?? "";
    }
}
