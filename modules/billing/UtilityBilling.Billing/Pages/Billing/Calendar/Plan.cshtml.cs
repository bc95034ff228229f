using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Localization;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>What the rules propose for a cycle's year, held against what is published.</summary>
[Authorize(BillingPermissions.Calendar.View)]
public sealed class PlanModel(ICalendarPlanAppService plans, ICalendarAppService calendar, LocalizationCatalog catalog, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid CycleId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty, StringLength(64)]
    public string? Digest { get; set; }

    public CalendarPlan Plan { get; private set; } = null!;

    /// <summary>Why there is no proposal, in words.</summary>
    public string? Problem { get; private set; }

    private int TheYear => Year is >= 2000 and <= 2100 ? Year.Value : clock.Today.Year;

    internal static Tone ToneOf(PlanChange change) => change switch
    {
        PlanChange.New => Tone.Info,
        PlanChange.Changed or PlanChange.Removed => Tone.Warning,
        PlanChange.Unchanged => Tone.Success,
        _ => Tone.Neutral,
    };

    public async Task<IActionResult> OnGetAsync()
    {
        try
        {
            Plan = await plans.PreviewAsync(CycleId, TheYear, HttpContext.RequestAborted);
        }
        catch (BusinessException refused)
        {
            var cycle = (await calendar.CyclesAsync(HttpContext.RequestAborted)).FirstOrDefault(c => c.Id == CycleId);
            if (cycle is null)
                return NotFound();
            (Plan, Problem) = (new CalendarPlan(cycle, TheYear, [], ""), catalog.Describe(refused));
        }
        return Page();
    }

    public async Task<IActionResult> OnPostPublishAsync()
    {
        var count = await plans.PublishAsync(CycleId, TheYear, Digest ?? "", HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Calendar.PublishedCount", count]);
        return this.GoTo($"/Billing/Calendar?year={TheYear}");
    }
}
