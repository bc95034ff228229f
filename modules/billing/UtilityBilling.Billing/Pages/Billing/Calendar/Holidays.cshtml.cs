using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Localization;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>The days on which the offices or the banks are closed.</summary>
[Authorize(BillingPermissions.Calendar.View)]
public sealed class HolidaysModel(IHolidayAppService holidays, IStringLocalizer texts, IClock clock) : PageModel
{
    private static readonly Table<HolidayDto> Table = new Table<HolidayDto>("holidays", "Billing:Holidays.Title")
        .Date("Billing:Field.Day", h => h.Day).Text("Billing:Field.Holiday", h => h.Name, 34).Word("Billing:Field.HolidayList", "Enum:HolidayList.", h => h.List.ToString());

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty]
    public HolidayForm? Input { get; set; }

    public int TheYear => Year is >= 2000 and <= 2100 ? Year.Value : clock.Today.Year;

    public IReadOnlyList<HolidayDto> Holidays { get; private set; } = [];

    public IReadOnlyList<HolidayInput> Proposal { get; private set; } = [];

    private string Address => string.Create(CultureInfo.InvariantCulture, $"/Billing/Calendar/Holidays?year={TheYear}");

    public static string Name(HolidayInput holiday) => LocalizationCatalog.CurrentLanguage == "es" ? holiday.NameEs ?? holiday.NameEn : holiday.NameEn;

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        Holidays = await holidays.YearAsync(TheYear, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(Table, Holidays, export!, string.Create(CultureInfo.InvariantCulture, $"holidays-{TheYear}"), cancellationToken: HttpContext.RequestAborted);
        Proposal = await holidays.ProposeAsync(TheYear, HttpContext.RequestAborted);
        Input ??= new HolidayForm();
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (!ModelState.IsValid)
        {
            await OnGetAsync(null);
            return this.Invalid();
        }
        await holidays.AddAsync(new HolidayInput(Input!.List, Input.Day!.Value, Input.NameEn, Input.NameEs), HttpContext.RequestAborted);
        return Done("Billing:Holidays.Added", 1);
    }

    // The form for a new holiday is not sent along with the other buttons: what it would require does not count there.
    public async Task<IActionResult> OnPostRemoveAsync(Guid holidayId)
    {
        ModelState.Clear();
        await holidays.RemoveAsync(holidayId, HttpContext.RequestAborted);
        return Done("Billing:Holidays.Removed");
    }

    public async Task<IActionResult> OnPostTakeAsync()
    {
        ModelState.Clear();
        return Done("Billing:Holidays.Added", await holidays.TakeProposalAsync(TheYear, HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostCopyAsync()
    {
        ModelState.Clear();
        return Done("Billing:Holidays.Added", await holidays.CopyAsync(TheYear - 1, TheYear, HttpContext.RequestAborted));
    }

    private IActionResult Done(string text, params object[] values)
    {
        this.Alerts().Success(texts[text, values]);
        return this.GoTo(Address);
    }
}

public sealed class HolidayForm
{
    [Required, Display(Name = "Billing:Field.Day")]
    public DateOnly? Day { get; set; }

    [Display(Name = "Billing:Field.HolidayList")]
    public HolidayList List { get; set; }

    [Required, StringLength(100), Display(Name = "Billing:Field.NameEn")]
    public string NameEn { get; set; } = "";

    [StringLength(100), Display(Name = "Billing:Field.NameEs")]
    public string? NameEs { get; set; }
}
