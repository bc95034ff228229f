using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Pages.Tables;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;
using UtilityBilling.Settings;

namespace UtilityBilling.Customers.Pages.Customers.Enrollments;

/// <summary>CA-16: which enrolments are due for review, expire soon, have ended, and all of them.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class IndexModel(IEnrollmentAppService enrollments, ISettingProvider settings, CustomersTables tables) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "list")]
    public EnrollmentList Choice { get; set; }

    [BindProperty(SupportsGet = true, Name = "days")]
    public int? Days { get; set; }

    [BindProperty(SupportsGet = true, Name = "export")]
    public string? Export { get; set; }

    public PagedResult<EnrollmentDto> List { get; private set; } = null!;

    /// <summary>Only these lists look ahead or back.</summary>
    public bool AsksForDays => Choice is EnrollmentList.Expiring or EnrollmentList.Ended;

    public async Task<IActionResult> OnGetAsync()
    {
        Days ??= await settings.GetIntAsync(CustomersSettings.EnrollmentListDays, cancellationToken: HttpContext.RequestAborted);
        Days = Math.Clamp(Days.Value, 1, CustomersSettings.MostListDays);
        var request = new EnrollmentRequest(this.ListRequest(), Choice, Days);
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(tables.Enrollments, await enrollments.AllAsync(request, HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        List = await enrollments.ListAsync(request, HttpContext.RequestAborted);
        return this.PageOrPartial("_EnrollmentList", this);
    }
}
