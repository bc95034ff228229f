using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Letters;

/// <summary>Letters of one start: written, printed, or given up.</summary>
[Authorize(BillingPermissions.Letters.View)]
public sealed class DetailsModel(ILetterAppService letters, IPermissionChecker rights, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty, StringLength(500), Display(Name = "Billing:Field.Reason")] public string? Reason { get; set; }
    public LetterBatchDto Batch { get; private set; } = null!;
    public JobStanding? Job { get; private set; }
    public PagedResult<LetterDto> List { get; private set; } = null!;
    public bool MayWrite { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool waiting)
    {
        await LoadAsync();
        if (!waiting || !this.IsPartial())
            return this.PageOrPartial("_Letters", this);
        // Once all are written, or the job has failed, the whole page is another one.
        if (Batch.State != LetterBatchState.Writing || Job is { HasFailed: true })
            Response.Headers["HX-Refresh"] = "true";
        return Partial("_JobStanding", (Job, texts["Billing:Letter.WritingText"].Value));
    }

    public async Task<IActionResult> OnPostPrintedAsync()
    {
        await LoadAsync();
        await letters.MarkPrintedAsync(Id, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Letter.Printed"]);
        return this.GoTo($"/Billing/Letters/{Id}");
    }

    public async Task<IActionResult> OnPostVoidAsync()
    {
        await LoadAsync();
        await letters.VoidAsync(Id, Reason ?? "", HttpContext.RequestAborted);
        return this.GoTo($"/Billing/Letters/{Id}");
    }

    private async Task LoadAsync()
    {
        Batch = await letters.GetAsync(Id, HttpContext.RequestAborted);
        Job = Batch.State == LetterBatchState.Writing ? await letters.JobAsync(Id, HttpContext.RequestAborted) : null;
        List = await letters.LettersAsync(Id, this.ListRequest(), HttpContext.RequestAborted);
        MayWrite = await rights.IsGrantedAsync(BillingPermissions.Letters.Write, HttpContext.RequestAborted);
    }
}
