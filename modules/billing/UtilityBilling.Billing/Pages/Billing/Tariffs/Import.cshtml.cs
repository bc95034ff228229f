using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

[Authorize(BillingPermissions.Tariffs.Edit)]
public sealed class ImportModel(ITariffAppService tariffs) : PageModel
{
    private const long LargestFile = 1_000_000;

    [BindProperty, Required, Display(Name = "Billing:Field.TariffFile")]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<TariffProblemDto> Problems { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid || Upload is null)
            return this.Invalid();
        if (Upload.Length > LargestFile)
            throw new Errors.BusinessException("Billing:Tariff.FileTooLarge").ForField(nameof(Upload));
        using var reader = new StreamReader(Upload.OpenReadStream(), Encoding.UTF8);
        var document = await reader.ReadToEndAsync(HttpContext.RequestAborted);
        Problems = tariffs.Validate(document);
        return Problems.Count > 0 ? this.Invalid() : this.GoTo($"/Billing/Tariffs/{await tariffs.ImportAsync(document, HttpContext.RequestAborted)}");
    }
}
