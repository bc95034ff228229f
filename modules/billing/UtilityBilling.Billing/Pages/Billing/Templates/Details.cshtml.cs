using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Templates;

/// <summary>One template: its versions, and what may stand in it.</summary>
[Authorize(BillingPermissions.Templates.View)]
public sealed class DetailsModel(ITemplateAppService templates, IPermissionChecker rights) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    public TemplateDetailDto Detail { get; private set; } = null!;
    public bool MayEdit { get; private set; }
    public bool MayWriteLetters { get; private set; }

    public async Task OnGetAsync()
    {
        Detail = await templates.GetAsync(Id, HttpContext.RequestAborted);
        MayEdit = await rights.IsGrantedAsync(BillingPermissions.Templates.Edit, HttpContext.RequestAborted);
        MayWriteLetters = await rights.IsGrantedAsync(BillingPermissions.Letters.Write, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostRetireAsync(bool retired)
    {
        await OnGetAsync();
        await templates.RetireAsync(Id, retired, HttpContext.RequestAborted);
        return this.GoTo($"/Billing/Templates/{Id}");
    }
}
