using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Customers.Services;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Letters;

/// <summary>Chooses what is written to whom.</summary>
[Authorize(BillingPermissions.Letters.Write)]
public sealed class NewModel(ILetterAppService letters, IMailLogAppService log, ICycleChoices cycles, IPermissionChecker rights, IClock clock, IStringLocalizer texts) : PageModel
{
    [BindProperty] public LetterInput Input { get; set; } = new();
    public IReadOnlyList<SelectListItem> Templates { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Cycles { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public async Task OnGetAsync(Guid? template)
    {
        await LoadAsync();
        if (template is { } chosen && Templates.All(t => t.Value != chosen.ToString()))
            throw new EntityNotFoundException(typeof(LetterTemplateChoice), chosen);
        Input.TemplateId = template;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var id = await letters.StartAsync(Input, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Letters.Started"]);
        return this.GoTo($"/Billing/Letters/{id}");
    }

    private async Task LoadAsync()
    {
        Templates = [.. (await letters.TemplatesAsync(clock.Today, HttpContext.RequestAborted)).Select(t => new SelectListItem($"{TemplateWords.Name(t.NameEn, t.NameEs)} ({texts[$"Enum:TemplateKind.{t.Kind}"].Value})", t.Id.ToString()))];
        Cycles = [.. (await cycles.ListAsync(HttpContext.RequestAborted)).Select(c => new SelectListItem($"{c.Code} {c.Name}", c.Id.ToString()))];
        if (!await rights.IsGrantedAsync(BillingPermissions.MailLog.View, HttpContext.RequestAborted))
            return;
        var departments = (await log.DepartmentsAsync(HttpContext.RequestAborted)).Where(d => !d.IsRetired).ToList();
        Departments = [.. departments.Select(d => new SelectListItem(d.Name, d.Id.ToString()))];
        if (HttpContext.Request.Method == "GET")
            Input.DepartmentId = departments.FirstOrDefault(d => d.SendsStatements)?.Id;
    }
}
