using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

/// <summary>What is to be done for the run, by whom and when, and what begins by itself (M3).</summary>
[Authorize(BillingPermissions.BillRuns.View)]
public sealed class ChecklistModel(IChecklistAppService checklists, IRunScheduleAppService schedule, IPermissionChecker rights, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public string? Key { get; set; }
    [BindProperty, StringLength(500), Display(Name = "Billing:Checklist.Note")] public string? Note { get; set; }
    [BindProperty] public ScheduleForm Input { get; set; } = new();
    public RunChecklistDto Checklist { get; private set; } = null!;
    public bool MayPrepare { get; private set; }

    public async Task OnGetAsync()
    {
        Checklist = await checklists.OfRunAsync(Id, HttpContext.RequestAborted);
        MayPrepare = await rights.IsGrantedAsync(BillingPermissions.BillRuns.Prepare, HttpContext.RequestAborted);
    }

    public string SuffixOf(RunStepDto step) => Checklist.Steps.ToList().IndexOf(step).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public Task<IActionResult> OnPostTickAsync() => DoAsync(() => checklists.TickAsync(Id, Key ?? "", Note, HttpContext.RequestAborted), "Billing:Checklist.Ticked");

    public Task<IActionResult> OnPostTakeTickBackAsync(Guid tickId) => DoAsync(() => checklists.TakeTickBackAsync(Id, tickId, HttpContext.RequestAborted), "Billing:Checklist.TickTakenBack");

    public Task<IActionResult> OnPostScheduleAsync() => DoAsync(() => Input.SetAsync(schedule, Id, Checklist.Proposals, HttpContext.RequestAborted), "Billing:Schedule.Done");

    public Task<IActionResult> OnPostTakeBackAsync(Guid scheduleId) => DoAsync(() => schedule.TakeBackAsync(scheduleId, HttpContext.RequestAborted), "Billing:Schedule.TakenBackNow");

    private async Task<IActionResult> DoAsync(Func<Task> act, string done)
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await act();
        this.Alerts().Success(texts[done]);
        return this.GoTo($"/Billing/BillRuns/{Id}/Checklist");
    }
}
