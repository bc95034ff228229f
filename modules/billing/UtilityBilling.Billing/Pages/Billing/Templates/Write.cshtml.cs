using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Templates;

/// <summary>A new version of a template, beginning with the words of the newest.</summary>
[Authorize(BillingPermissions.Templates.Edit)]
public sealed class WriteModel(ITemplateAppService templates, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public TemplateVersionInput Input { get; set; } = new();
    public TemplateDetailDto Detail { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input.EffectiveFrom = clock.Today;
        if (Detail.Versions.Count == 0)
            return;
        var newest = (await templates.VersionAsync(Detail.Versions[0].Id, HttpContext.RequestAborted)).Texts.ToDictionary(t => t.Language);
        (Input.SubjectEn, Input.BodyEn, Input.SubjectEs, Input.BodyEs) = (newest["en"].Subject, newest["en"].Body, newest["es"].Subject, newest["es"].Body);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var version = await templates.WriteAsync(Id, Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Template.Saved"]);
        return this.GoTo($"/Billing/Templates/Versions/{version}");
    }

    private async Task LoadAsync() => Detail = await templates.GetAsync(Id, HttpContext.RequestAborted);
}
