using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

[Authorize(BillingPermissions.BillRuns.View)]
public sealed class DetailsModel(IBillRunAppService runs, IChecklistAppService checklists, IRunTroubleAppService troubles, IPermissionChecker rights) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty, StringLength(1000), Display(Name = "Billing:Field.Reason")]
    public string? ParkReason { get; set; }

    public BillRunDto Run { get; private set; } = null!;

    public IReadOnlyList<RunCheckDto> Checks { get; private set; } = [];

    public RunChecklistDto Checklist { get; private set; } = null!;

    public IReadOnlyList<TroubledAccountDto> Troubled { get; private set; } = [];

    public bool MayPrepare { get; private set; }

    public bool DueDateIsTooEarly => Checks.Any(c => c.Code == "Billing:BillRun.Check.DueDateHolds.Failed");

    public async Task OnGetAsync()
    {
        Run = await runs.GetAsync(Id, HttpContext.RequestAborted);
        Checklist = await checklists.OfRunAsync(Id, HttpContext.RequestAborted);
        Checks = await runs.ChecksAsync(Id, HttpContext.RequestAborted);
        Troubled = await troubles.AccountsAsync(Id, HttpContext.RequestAborted);
        MayPrepare = await rights.IsGrantedAsync(BillingPermissions.BillRuns.Prepare, HttpContext.RequestAborted);
    }

    public Task<IActionResult> OnPostCalculateAsync() => DoAsync(() => runs.CalculateAsync(Id, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostRequestApprovalAsync() => DoAsync(() => runs.RequestApprovalAsync(Id, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostPostAsync() => DoAsync(() => runs.PostAsync(Id, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostParkAsync(List<Guid> accounts) => DoAsync(() => troubles.ParkAsync(Id, new ParkInput([.. accounts.Distinct()], ParkReason ?? ""), HttpContext.RequestAborted));

    public Task<IActionResult> OnPostMoveDueDateAsync() => DoAsync(() => runs.MoveDueDateAsync(Id, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostCancelAsync() => DoAsync(() => runs.CancelAsync(Id, Reason ?? "", HttpContext.RequestAborted));

    /// <summary>The page's own content is loaded first, so that a refusal can show it again.</summary>
    private async Task<IActionResult> DoAsync(Func<Task> act)
    {
        await OnGetAsync();
        await act();
        return this.GoTo($"/Billing/BillRuns/{Id}");
    }
}
