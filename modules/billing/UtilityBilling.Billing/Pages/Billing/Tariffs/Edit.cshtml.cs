using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

/// <summary>A draft's document as text: examples are added and figures corrected here. What is wrong is said line by line.</summary>
[Authorize(BillingPermissions.Tariffs.Edit)]
public sealed class EditModel(ITariffAppService tariffs, IStringLocalizer texts) : PageModel
{
    private const int LargestDocument = 1_000_000;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Display(Name = "Billing:Tariff.Document"), StringLength(LargestDocument)]
    public string? Document { get; set; }

    /// <summary>Which document was edited.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    public TariffVersionDetailDto Tariff { get; private set; } = null!;

    public IReadOnlyList<TariffProblemDto> Problems { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Tariff = await tariffs.GetAsync(Id, HttpContext.RequestAborted);
        (Document, Seen) = (Document ?? Tariff.Document, Seen ?? Tariff.DocumentHash);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Tariff = await tariffs.GetAsync(Id, HttpContext.RequestAborted);
        if (string.IsNullOrWhiteSpace(Document))
            ModelState.AddModelError(nameof(Document), texts["Billing:Tariff.DocumentMissing"]);
        if (!ModelState.IsValid)
            return this.Invalid();
        // A browser sends line ends of its own; kept as they are, they would show as changes in every line.
        var document = Document!.ReplaceLineEndings("\n");
        Problems = tariffs.Validate(document);
        if (Problems.Count > 0)
            ModelState.AddModelError(nameof(Document), texts[Problems.Count == 1 ? "Billing:Tariff.DocumentWrong" : "Billing:Tariff.DocumentWrongMore", Problems[0].Line, Problems[0].Text, Problems.Count]);
        if (!ModelState.IsValid)
            return this.Invalid();
        await tariffs.EditAsync(Id, document, Seen ?? "", HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Tariff.Edited"]);
        return this.GoTo($"/Billing/Tariffs/{Id}");
    }
}
