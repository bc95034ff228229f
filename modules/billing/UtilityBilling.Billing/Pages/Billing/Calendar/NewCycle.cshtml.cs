using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>A new population of service points that is billed together.</summary>
[Authorize(BillingPermissions.Calendar.Edit)]
public sealed class NewCycleModel(ICalendarAppService calendar, IStringLocalizer texts) : PageModel
{
    [BindProperty]
    public CycleForm Input { get; set; } = new();

    public IEnumerable<SelectListItem> Lengths => CycleForm.Lengths.Select(m => new SelectListItem(texts[$"Billing:CycleMonths.{m}"], m.ToString(CultureInfo.InvariantCulture)));

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        await calendar.AddCycleAsync(Input.Code.Trim(), Input.Name.Trim(), Input.Months, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Calendar.CycleAdded", Input.Name]);
        return this.GoTo("/Billing/Calendar");
    }
}

public sealed class CycleForm
{
    /// <summary>Months of a period that make whole years.</summary>
    public static readonly IReadOnlyList<int> Lengths = [1, 2, 3, 4, 6, 12];

    [Required, StringLength(20), Display(Name = "Billing:Field.CycleCode")]
    public string Code { get; set; } = "";

    [Required, StringLength(100), Display(Name = "Billing:Field.CycleName")]
    public string Name { get; set; } = "";

    [Display(Name = "Billing:Field.Months")]
    public int Months { get; set; } = 1;
}
