using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

/// <summary>What begins by itself, and what could not.</summary>
[Authorize(BillingPermissions.BillRuns.View)]
public sealed class ScheduleModel(IRunScheduleAppService schedule, IBillRunAppService runs, IPermissionChecker rights, IStringLocalizer texts) : PageModel
{
    [BindProperty] public ScheduleForm Input { get; set; } = new();
    [Display(Name = "Billing:Field.Period")] public Guid? PeriodId { get; set; }
    public IReadOnlyList<ScheduledStepDto> Steps { get; private set; } = [];
    public IReadOnlyList<BillablePeriodDto> Periods { get; private set; } = [];
    public bool MayPrepare { get; private set; }

    public async Task OnGetAsync()
    {
        Steps = await schedule.ListAsync(HttpContext.RequestAborted);
        Periods = await runs.BillablePeriodsAsync(HttpContext.RequestAborted);
        MayPrepare = await rights.IsGrantedAsync(BillingPermissions.BillRuns.Prepare, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostStartAtAsync(Guid periodId)
    {
        await schedule.RequirePeriodAsync(periodId, HttpContext.RequestAborted);
        return await DoAsync(() => schedule.StartAtAsync(periodId, Input.Day, Input.Time(), HttpContext.RequestAborted), "Billing:Schedule.Done");
    }

    public Task<IActionResult> OnPostTakeBackAsync(Guid scheduleId) => DoAsync(() => schedule.TakeBackAsync(scheduleId, HttpContext.RequestAborted), "Billing:Schedule.TakenBackNow");

    private async Task<IActionResult> DoAsync(Func<Task> act, string done)
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await act();
        this.Alerts().Success(texts[done]);
        return this.GoTo("/Billing/BillRuns/Schedule");
    }
}
