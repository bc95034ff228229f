using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Pages.Customers.Enrollments;

/// <summary>The files of enrolments, newest first.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class FilesModel(IEnrollmentFileAppService files) : PageModel
{
    public PagedResult<EnrollmentFileDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        List = await files.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_FileList", this);
    }
}
