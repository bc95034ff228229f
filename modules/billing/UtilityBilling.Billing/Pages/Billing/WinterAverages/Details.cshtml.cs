using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.BackgroundJobs;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.WinterAverages;

[Authorize(BillingPermissions.WinterAverages.View)]
public sealed class DetailsModel(IWinterAverageBatchAppService winters, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true), StringLength(20)]
    public string? Flag { get; set; }

    [BindProperty, StringLength(500)]
    public string? Reason { get; set; }

    public WinterBatchDto Batch { get; private set; } = null!;

    /// <summary>How far the work is while there are no rows to review.</summary>
    public JobStanding? Job { get; private set; }

    public PagedResult<WinterRowDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? export = null, bool waits = false)
    {
        Batch = await winters.GetAsync(Id, HttpContext.RequestAborted);
        Job = Batch.State == WinterBatchState.Computing ? await winters.JobAsync(Id, HttpContext.RequestAborted) : null;
        if (waits && this.IsPartial())
            return Standing();
        if (ExportResult.Asked(export))
            return await this.ExportAsync(WinterTables.Rows, winters.AllRowsAsync(Id, Flag, HttpContext.RequestAborted), export!, $"winter-averages-{Batch.Number}", cancellationToken: HttpContext.RequestAborted);
        List = await winters.RowsAsync(Id, new WinterRowRequest(this.ListRequest(), Flag), HttpContext.RequestAborted);
        return this.PageOrPartial("_Rows", this);
    }

    /// <summary>How far it is. Once there is a list or a failure, the whole page is loaded again: it is another one now.</summary>
    private PartialViewResult Standing()
    {
        if (Batch.State != WinterBatchState.Computing || Job is { HasFailed: true })
            Response.Headers["HX-Refresh"] = "true";
        return Partial("_JobStanding", (Job, texts["Billing:Winter.Next.Computing"].Value));
    }

    public Task<IActionResult> OnPostRequestApprovalAsync() => DoAsync(() => winters.RequestApprovalAsync(Id, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostCancelAsync() => DoAsync(() => winters.CancelAsync(Id, Reason ?? "", HttpContext.RequestAborted));

    public Task<IActionResult> OnPostReverseAsync() => DoAsync(() => winters.ReverseAsync(Id, Reason ?? "", HttpContext.RequestAborted));

    /// <summary>The page's own content is loaded first, so that a refusal can show it again.</summary>
    private async Task<IActionResult> DoAsync(Func<Task> act)
    {
        await OnGetAsync();
        await act();
        return this.GoTo($"/Billing/WinterAverages/{Id}");
    }
}
