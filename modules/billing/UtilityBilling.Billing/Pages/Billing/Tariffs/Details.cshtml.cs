using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

[Authorize(BillingPermissions.Tariffs.View), RequestSizeLimit(LargestUpload), RequestFormLimits(MultipartBodyLengthLimit = LargestUpload)]
public sealed class DetailsModel(ITariffAppService tariffs, ITariffFileAppService files, IPermissionChecker permissions, IStringLocalizer texts, TownDays days) : PageModel
{
    /// <summary>A file of ten megabytes and its form; what is a little larger is answered with a sentence.</summary>
    private const long LargestUpload = 12_000_000;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Display(Name = "Billing:TariffFile.File")]
    public IFormFile? Upload { get; set; }

    /// <summary>Why a draft is given up.</summary>
    [BindProperty, StringLength(500), Display(Name = "Billing:Field.Reason")]
    public string? Reason { get; set; }

    public TariffVersionDetailDto Tariff { get; private set; } = null!;

    public TariffSheet Sheet { get; private set; } = null!;

    public IReadOnlyList<TariffExampleResult> Examples { get; private set; } = [];

    public IReadOnlyList<TariffFileDto> Files { get; private set; } = [];

    public bool MayEdit { get; private set; }

    /// <summary>The version in force before it for one of its services: what somebody wants to compare it with.</summary>
    public TariffVersionDto? Before { get; private set; }

    public async Task OnGetAsync()
    {
        Tariff = await tariffs.GetAsync(Id, HttpContext.RequestAborted);
        var (compiled, words) = (TariffSheet.Compile(Tariff.Document), new TariffWording(texts));
        MayEdit = await permissions.IsGrantedAsync(BillingPermissions.Tariffs.Edit, HttpContext.RequestAborted);
        Sheet = TariffSheet.Of(compiled.Document, words);
        Files = await files.ListAsync(Id, HttpContext.RequestAborted);
        Examples = TariffExamples.Of(compiled, words);
        Before = (await tariffs.HistoryAsync(HttpContext.RequestAborted))
            .LastOrDefault(t => t.State == TariffState.Approved && t.EffectiveFrom < Tariff.Version.EffectiveFrom && t.Services.Intersect(Tariff.Version.Services).Any());
    }

    /// <summary>The town's calendar day of an instant.</summary>
    public string Day(DateTimeOffset at) => TariffWording.Day(days.Of(at));

    public async Task<IActionResult> OnPostAttachAsync()
    {
        await OnGetAsync();
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), texts["Billing:TariffFile.Missing"]);
            return this.Invalid();
        }

        await using var content = Upload.OpenReadStream();
        await files.AttachAsync(Id, Upload.FileName, content, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:TariffFile.Done"]);
        return this.GoTo($"/Billing/Tariffs/{Id}");
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        await OnGetAsync();
        if (string.IsNullOrWhiteSpace(Reason))
            ModelState.AddModelError(nameof(Reason), texts["Platform:ReasonMissing"]);
        if (!ModelState.IsValid)
            return this.Invalid();
        await tariffs.WithdrawAsync(Id, Reason!.Trim(), HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Tariff.Withdrawn", Tariff.Version.Name]);
        return this.GoTo("/Billing/Tariffs");
    }

    public async Task<IActionResult> OnPostRequestApprovalAsync()
    {
        await OnGetAsync();
        await tariffs.RequestApprovalAsync(Id, HttpContext.RequestAborted);
        return this.GoTo($"/Billing/Tariffs/{Id}");
    }
}
