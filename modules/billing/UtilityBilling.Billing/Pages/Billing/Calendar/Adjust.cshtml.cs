using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>Sets one date of a period by hand, with a reason.</summary>
[Authorize(BillingPermissions.Calendar.Edit)]
public sealed class AdjustModel(ICalendarPlanAppService plans, ICalendarAppService calendar, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid CycleId { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly From { get; set; }

    [BindProperty]
    public AdjustForm Input { get; set; } = new();

    public string Back => $"/Billing/Calendar/Plan/{CycleId}?year={From.AddMonths(1).Year}";

    public async Task<IActionResult> OnGetAsync(CalendarDate? date)
    {
        Input.Date ??= date;
        return await IsThereAsync() ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await IsThereAsync())
            return NotFound();
        if (!ModelState.IsValid)
            return this.Invalid();
        await plans.AdjustAsync(new AdjustDateInput(CycleId, From, Input.Date!.Value, Input.Day, Input.Reason), HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Calendar.Adjusted"]);
        return this.GoTo(Back);
    }

    private async Task<bool> IsThereAsync() => (await calendar.CyclesAsync(HttpContext.RequestAborted)).Any(c => c.Id == CycleId);
}

public sealed class AdjustForm
{
    [Required, Display(Name = "Billing:Calendar.WhichDate")]
    public CalendarDate? Date { get; set; }

    [Display(Name = "Billing:Calendar.NewDay")]
    public DateOnly? Day { get; set; }

    [Required, StringLength(1000), Display(Name = "Billing:Field.Reason")]
    public string Reason { get; set; } = "";
}
