using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Calendars;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>The rules in words, the newest first, each with its reason.</summary>
[Authorize(BillingPermissions.Calendar.View)]
public sealed class RulesModel(ICalendarRuleAppService rules, ICalendarAppService calendar) : PageModel
{
    public IReadOnlyList<CalendarRuleDto> History { get; private set; } = [];

    public IReadOnlyList<CycleDto> Cycles { get; private set; } = [];

    public async Task OnGetAsync() =>
        (History, Cycles) = (await rules.HistoryAsync(HttpContext.RequestAborted), await calendar.CyclesAsync(HttpContext.RequestAborted));
}
