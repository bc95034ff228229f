using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Holds;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Pages.Billing.Holds;

/// <summary>CA-14: every hold of billing by age, so that none is forgotten.</summary>
[Authorize(BillingPermissions.Holds.View)]
public sealed class IndexModel(IBillingHoldAppService holds, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "export")]
    public string? Export { get; set; }

    public PagedResult<BillingHoldDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(HoldWords.Table(texts), await holds.AllAsync(HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        List = await holds.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_List", List);
    }
}
