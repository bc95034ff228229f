using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using System.ComponentModel.DataAnnotations;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Paging;

namespace UtilityBilling.Metering.Pages.Metering.ReadFiles;

[Authorize(MeteringPermissions.Reads.View), RequestSizeLimit(LargestUpload), RequestFormLimits(MultipartBodyLengthLimit = LargestUpload)]
public sealed class IndexModel(IReadImportAppService files, ImportChoices choices) : PageModel
{
    /// <summary>The town's own limit answers with a sentence; this one only keeps the server from drowning.</summary>
    private const long LargestUpload = 600L * 1024 * 1024;

    [BindProperty, Required, Display(Name = "Metering:Field.File")] public IFormFile? Upload { get; set; }
    [BindProperty, StringLength(60), Display(Name = "Metering:Field.Layout")] public string? Layout { get; set; }
    [BindProperty, Display(Name = "Metering:Field.Cycle")] public Guid? CycleId { get; set; }
    public IReadOnlyList<SelectListItem> Layouts { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Cycles { get; private set; } = [];
    public PagedResult<ReadFileDto> List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        (Layouts, Cycles) = (choices.Layouts(), await choices.CyclesAsync(HttpContext.RequestAborted));
        List = await files.ListAsync(this.ListRequest(), HttpContext.RequestAborted);
        return this.PageOrPartial("_Files", this);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid || Upload is null)
            return this.Invalid();
        await using var content = Upload.OpenReadStream();
        var file = await files.PreviewAsync(content, Upload.FileName, Layout, CycleId, HttpContext.RequestAborted);
        return this.GoTo($"/Metering/ReadFiles/{file.Id}");
    }
}
