using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Templates;

/// <summary>A new template; its words come next.</summary>
[Authorize(BillingPermissions.Templates.Edit)]
public sealed class NewModel(ITemplateAppService templates) : PageModel
{
    [BindProperty] public TemplateInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        return this.GoTo($"/Billing/Templates/{await templates.AddAsync(Input, HttpContext.RequestAborted)}/Write");
    }
}
