using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Templates;

namespace UtilityBilling.Billing.Pages.Billing.Templates;

/// <summary>M11: the town's texts.</summary>
[Authorize(BillingPermissions.Templates.View)]
public sealed class IndexModel(ITemplateAppService templates, IPermissionChecker rights) : PageModel
{
    public IReadOnlyList<TemplateDto> List { get; private set; } = [];
    public bool MayEdit { get; private set; }

    public async Task OnGetAsync()
    {
        List = await templates.ListAsync(HttpContext.RequestAborted);
        MayEdit = await rights.IsGrantedAsync(BillingPermissions.Templates.Edit, HttpContext.RequestAborted);
    }
}
