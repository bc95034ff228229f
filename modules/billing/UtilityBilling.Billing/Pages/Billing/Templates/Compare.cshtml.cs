using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Pages.Billing.Templates;

/// <summary>Two versions of a template line by line; without a choice the newest beside the one before.</summary>
[Authorize(BillingPermissions.Templates.View)]
public sealed class CompareModel(ITemplateAppService templates, IStringLocalizer texts) : PageModel
{
    public TemplateDetailDto Detail { get; private set; } = null!;
    public TemplateVersionDto? Old { get; private set; }
    public TemplateVersionDto? New { get; private set; }
    public IReadOnlyList<(string Language, IReadOnlyList<TemplateLine> Lines)> Parts { get; private set; } = [];

    public async Task OnGetAsync(Guid id, Guid? a, Guid? b)
    {
        Detail = await templates.GetAsync(id, HttpContext.RequestAborted);
        New = b is { } young ? Of(young) : Detail.Versions.Count > 0 ? Detail.Versions[0] : null;
        Old = a is { } old ? Of(old) : Detail.Versions.FirstOrDefault(v => v.Number < New?.Number);
        if (Old is null || New is null)
            return;
        var (before, after) = (await templates.VersionAsync(Old.Id, HttpContext.RequestAborted), await templates.VersionAsync(New.Id, HttpContext.RequestAborted));
        Parts = [.. before.Texts.Zip(after.Texts, (x, y) => (x.Language, LineDiff.Of(Whole(x), Whole(y))))];
    }

    public IEnumerable<SelectListItem> Choices(TemplateVersionDto? chosen) =>
        Detail.Versions.Select(v => new SelectListItem(texts["Billing:Template.VersionFrom", v.Number, TemplateWords.Day(v.EffectiveFrom)], v.Id.ToString(), v.Id == chosen?.Id));

    private TemplateVersionDto Of(Guid id) => Detail.Versions.SingleOrDefault(v => v.Id == id) ?? throw new EntityNotFoundException(typeof(TemplateVersionDto), id);

    private static string Whole(TemplateTextDto text) => text.Subject.Length == 0 ? text.Body : $"{text.Subject}\n\n{text.Body}";
}
