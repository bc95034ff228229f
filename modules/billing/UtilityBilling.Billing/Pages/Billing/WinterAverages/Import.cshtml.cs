using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.WinterAverages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Localization;

namespace UtilityBilling.Billing.Pages.Billing.WinterAverages;

[Authorize(BillingPermissions.WinterAverages.Prepare)]
public sealed class ImportModel(IWinterAverageExchange exchange, IWinterAverageBatchAppService winters, IStringLocalizer texts) : PageModel
{
    [BindProperty, Required, StringLength(40), Display(Name = "Billing:Field.Service")]
    public string? Service { get; set; }

    [BindProperty, Required, Display(Name = "Billing:Winter.File")]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<SelectListItem> Services { get; private set; } = [];

    public async Task OnGetAsync() => Services = [.. (await winters.ServicesAsync(HttpContext.RequestAborted)).Select(s => new SelectListItem(texts.Service(s), s))];

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid || Upload is null || Service is null)
            return this.Invalid();
        await using var content = Upload.OpenReadStream();
        return this.GoTo($"/Billing/WinterAverages/{await exchange.ImportAsync(content, Upload.FileName, Service, HttpContext.RequestAborted)}");
    }
}
