using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Customers.Pages.Customers.Enrollments;

/// <summary>Takes a file of enrolments and shows what it would do.</summary>
[Authorize(CustomersPermissions.Enrollments.Manage)]
public sealed class ImportModel(IEnrollmentFileAppService files, IEnrollmentAppService enrollments) : PageModel
{
    [BindProperty, Required, Display(Name = "Customers:Field.EnrollmentFile")]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<ProgramChoice> Programs { get; private set; } = [];

    public async Task OnGetAsync() => Programs = await enrollments.ProgramsAsync(HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid || Upload is null)
            return this.Invalid();
        await using var content = Upload.OpenReadStream();
        return this.GoTo($"/Customers/Enrollments/Files/{await files.PreviewAsync(content, Upload.FileName, HttpContext.RequestAborted)}");
    }
}
