using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Pages.Tables;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Paging;

namespace UtilityBilling.Customers.Pages.Customers.Enrollments;

/// <summary>One file of enrolments: its lines and refusals, applied or taken back as a whole.</summary>
[Authorize(CustomersPermissions.Accounts.View)]
public sealed class FileModel(IEnrollmentFileAppService files, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "lines"), StringLength(10)]
    public string? Lines { get; set; }

    [BindProperty]
    public uint Version { get; set; }

    [BindProperty, StringLength(500), Display(Name = "Customers:Field.Reason")]
    public string? Reason { get; set; }

    public EnrollmentFileDto Batch { get; private set; } = null!;

    public PagedResult<EnrollmentLineDto> List { get; private set; } = null!;

    private bool? Refused => Lines switch { "refused" => true, "good" => false, _ => null };

    public async Task<IActionResult> OnGetAsync(string? export = null)
    {
        Batch = await files.GetAsync(Id, HttpContext.RequestAborted);
        if (ExportResult.Asked(export))
            return await this.ExportAsync(CustomersTables.EnrollmentLines, await files.AllLinesAsync(Id, Refused, HttpContext.RequestAborted), export!, cancellationToken: HttpContext.RequestAborted);
        List = await files.LinesAsync(Id, this.ListRequest(), Refused, HttpContext.RequestAborted);
        return this.PageOrPartial("_FileLines", this);
    }

    /// <summary>The file as it came.</summary>
    public async Task<IActionResult> OnGetOriginalAsync()
    {
        Batch = await files.GetAsync(Id, HttpContext.RequestAborted);
        return File(await files.ContentAsync(Id, HttpContext.RequestAborted), "text/csv", Batch.FileName);
    }

    public Task<IActionResult> OnPostApplyAsync() => DoAsync(() => files.ApplyAsync(Id, Version, HttpContext.RequestAborted), "Customers:EnrollmentFile.AppliedNow");

    public Task<IActionResult> OnPostRecheckAsync() => DoAsync(() => files.RecheckAsync(Id, Version, HttpContext.RequestAborted), "Customers:EnrollmentFile.RecheckedNow");

    public Task<IActionResult> OnPostDiscardAsync() => DoAsync(() => files.DiscardAsync(Id, Version, HttpContext.RequestAborted), "Customers:EnrollmentFile.DiscardedNow");

    public Task<IActionResult> OnPostReverseAsync() => DoAsync(() => files.ReverseAsync(Id, Reason ?? "", Version, HttpContext.RequestAborted), "Customers:EnrollmentFile.ReversedNow");

    /// <summary>The page's own content is loaded first, so that a refusal can show it again.</summary>
    private async Task<IActionResult> DoAsync(Func<Task> act, string text)
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await act();
        this.Alerts().Success(texts[text]);
        return this.GoTo($"/Customers/Enrollments/Files/{Id}");
    }
}
