using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>Adopts rules from a day on, for the town or for one cycle.</summary>
[Authorize(BillingPermissions.Calendar.Edit)]
public sealed class EditRulesModel(ICalendarRuleAppService rules, ICalendarAppService calendar, IStringLocalizer texts, IClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? CycleId { get; set; }

    [BindProperty]
    public CalendarRulesForm? Input { get; set; }

    public string? CycleName { get; private set; }

    /// <summary>The town has none yet: what stands in the form is only proposed.</summary>
    public bool IsProposal { get; private set; }

    public static IEnumerable<SelectListItem> Months => Enumerable.Range(1, 12).Select(m => new SelectListItem(CalendarWording.Month(m), m.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public async Task<IActionResult> OnGetAsync()
    {
        var inForce = await rules.InForceAsync(CycleId, clock.Today.AddYears(1), HttpContext.RequestAborted);
        CycleName = CycleId is { } id ? (await calendar.CyclesAsync(HttpContext.RequestAborted)).Single(c => c.Id == id).Name : null;
        IsProposal = inForce.Dates is null;
        var proposed = CalendarRulesForm.Of(new CalendarRules(inForce.Layout ?? ProposedRules.Layout, inForce.Dates ?? ProposedRules.Dates));
        proposed.EffectiveFrom = new DateOnly(clock.Today.Year, clock.Today.Month, 1).AddMonths(1);
        proposed.OwnLayout = CycleId is not null;
        Input ??= proposed;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid || Input is null)
        {
            await OnGetAsync();
            return this.Invalid();
        }
        await rules.SetAsync(new SetCalendarRulesInput(CycleId, Input.EffectiveFrom!.Value, Input.ToRules(isTown: CycleId is null), Input.Reason), HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Rules.Adopted"]);
        return this.GoTo("/Billing/Calendar/Rules");
    }
}
