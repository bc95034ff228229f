using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Templates;

/// <summary>One wording: tried on an account, asked for, withdrawn.</summary>
[Authorize(BillingPermissions.Templates.View)]
public sealed class VersionModel(ITemplateAppService templates, IPermissionChecker rights, PageRefusals refusals, IStringLocalizer texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true, Name = "account"), StringLength(40), Display(Name = "Billing:Field.Account")] public string? Account { get; set; }
    [BindProperty, StringLength(500), Display(Name = "Billing:Field.Reason")] public string? Reason { get; set; }
    public TemplateVersionDetailDto Detail { get; private set; } = null!;
    public TemplatePreviewDto? Preview { get; private set; }
    public bool MayEdit { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        try
        {
            Preview = await templates.PreviewAsync(Id, Account, HttpContext.RequestAborted);
            return Page();
        }
        catch (BusinessException refusal) when (refusals.TryExplain(refusal.ForField("account"), ModelState))
        {
            return this.Invalid();
        }
    }

    public async Task<IActionResult> OnPostRequestApprovalAsync()
    {
        await LoadAsync();
        await templates.RequestApprovalAsync(Id, HttpContext.RequestAborted);
        return this.GoTo($"/Billing/Templates/Versions/{Id}");
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        await LoadAsync();
        if (string.IsNullOrWhiteSpace(Reason))
            ModelState.AddModelError(nameof(Reason), texts["Platform:ReasonMissing"]);
        if (!ModelState.IsValid)
            return this.Invalid();
        await templates.WithdrawAsync(Id, Reason!.Trim(), HttpContext.RequestAborted);
        return this.GoTo($"/Billing/Templates/{Detail.Template.Id}");
    }

    private async Task LoadAsync()
    {
        Detail = await templates.VersionAsync(Id, HttpContext.RequestAborted);
        MayEdit = await rights.IsGrantedAsync(BillingPermissions.Templates.Edit, HttpContext.RequestAborted);
    }
}
