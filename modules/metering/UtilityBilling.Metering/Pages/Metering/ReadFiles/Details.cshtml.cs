using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Documents;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Metering.Pages.Tables;
using UtilityBilling.Metering.ReadImports;
using UtilityBilling.Paging;

namespace UtilityBilling.Metering.Pages.Metering.ReadFiles;

[Authorize(MeteringPermissions.Reads.View)]
public sealed class DetailsModel(IReadImportAppService files) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true, Name = "outcome")] public ReadLineOutcome? Outcome { get; set; }
    [BindProperty(SupportsGet = true, Name = "replacing")] public bool Replacing { get; set; }
    [BindProperty(SupportsGet = true, Name = "export")] public string? Export { get; set; }
    [BindProperty, StringLength(500), Display(Name = "Metering:Field.Reason")] public string? Reason { get; set; }
    [BindProperty] public bool DespiteDoubt { get; set; }
    public new ReadFileDto File { get; private set; } = null!;
    public PagedResult<ReadFileLineDto> List { get; private set; } = null!;
    private ReadLineRequest Wanted => new(this.ListRequest()) { Outcome = Outcome, OnlyReplacing = Replacing };

    public async Task<IActionResult> OnGetAsync()
    {
        File = await files.GetAsync(Id, HttpContext.RequestAborted);
        if (ExportResult.Asked(Export))
            return await this.ExportAsync(MeteringTables.Lines, await files.AllLinesAsync(Id, Wanted, HttpContext.RequestAborted), Export!, cancellationToken: HttpContext.RequestAborted);
        List = await files.LinesAsync(Id, Wanted, HttpContext.RequestAborted);
        return this.PageOrPartial("_Lines", this);
    }

    public Task<IActionResult> OnPostImportAsync() => DoneAsync(files.ImportAsync(Id, DespiteDoubt, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostRecheckAsync() => DoneAsync(files.RecheckAsync(Id, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostDiscardAsync() => DoneAsync(files.DiscardAsync(Id, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostReverseAsync() => DoneAsync(files.ReverseAsync(Id, Reason ?? "", HttpContext.RequestAborted));

    private async Task<IActionResult> DoneAsync(Task<ReadFileDto> work)
    {
        await work;
        return this.GoTo($"/Metering/ReadFiles/{Id}");
    }
}
