using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.WinterAverages;

[Authorize(BillingPermissions.WinterAverages.View)]
public sealed class RowModel(IWinterAverageBatchAppService winters, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid AgreementId { get; set; }

    [BindProperty]
    public WinterOverrideForm Input { get; set; } = new();

    public WinterBatchDto Batch { get; private set; } = null!;

    public WinterRowDto Row { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Batch = await winters.GetAsync(Id, HttpContext.RequestAborted);
        Row = await winters.RowAsync(Id, AgreementId, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostOverrideAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        await winters.OverrideAsync(Id, AgreementId, Input.Value, Input.Reason!, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Winter.OverrideDone"]);
        return this.GoTo($"/Billing/WinterAverages/{Id}/Rows/{AgreementId}");
    }

    public async Task<IActionResult> OnPostTakeBackAsync()
    {
        await OnGetAsync();
        await winters.OverrideAsync(Id, AgreementId, null, "", HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Winter.OverrideTaken"]);
        return this.GoTo($"/Billing/WinterAverages/{Id}/Rows/{AgreementId}");
    }
}

/// <summary>Another value in the place of the one that was worked out, and why.</summary>
public sealed class WinterOverrideForm
{
    [Required, Display(Name = "Billing:Winter.New")]
    public decimal? Value { get; set; }

    [Required, StringLength(500), Display(Name = "Billing:Field.Reason")]
    public string? Reason { get; set; }
}
