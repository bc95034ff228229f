using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Documents;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Metering.Meters;
using UtilityBilling.Metering.Pages.Tables;
using UtilityBilling.Paging;

namespace UtilityBilling.Metering.Pages.Metering.Meters;

[Authorize(MeteringPermissions.Meters.View)]
public sealed class IndexModel(IMeterAppService meters, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "status")] public MeterStatus? Status { get; set; }
    [BindProperty(SupportsGet = true, Name = "export")] public string? Export { get; set; }
    public PagedResult<MeterRowDto> List { get; private set; } = null!;
    public ScreenTable Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var request = new MeterListRequest(this.ListRequest()) { Status = Status };
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(MeteringTables.Meters, await meters.AllAsync(request, HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        List = await meters.ListAsync(request, HttpContext.RequestAborted);
        Shown = MeteringTables.Meters.ToScreen(List.Items, texts);
        return this.PageOrPartial("_Meters", this);
    }
}
