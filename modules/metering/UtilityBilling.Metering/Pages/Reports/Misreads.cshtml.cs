using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Metering.Pages.Tables;
using UtilityBilling.Metering.Reads;
using UtilityBilling.Paging;
using UtilityBilling.Timing;

namespace UtilityBilling.Metering.Pages.Reports;

[Authorize(MeteringPermissions.Reads.View)]
public sealed class MisreadsModel(IReadReviewAppService review, IStringLocalizer texts, IClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "from")] public DateOnly? From { get; set; }
    [BindProperty(SupportsGet = true, Name = "through")] public DateOnly? Through { get; set; }
    [BindProperty(SupportsGet = true, Name = "export")] public string? Export { get; set; }
    public PagedResult<MisreadDto> List { get; private set; } = null!;
    public ScreenTable Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        Through ??= clock.Today;
        From ??= Through.Value.AddDays(-60);
        var request = new MisreadRequest(this.ListRequest()) { From = From.Value, Through = Through.Value };
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(MeteringTables.Misreads, await review.AllMisreadsAsync(request, HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        List = await review.MisreadsAsync(request, HttpContext.RequestAborted);
        Shown = MeteringTables.Misreads.ToScreen(List.Items, texts);
        return this.PageOrPartial("_Misreads", this);
    }
}
