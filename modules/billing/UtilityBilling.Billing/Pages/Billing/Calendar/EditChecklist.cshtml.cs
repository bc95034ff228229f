using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Checklists;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.Calendar;

/// <summary>Adopts the checklist of a kind of run from a day on.</summary>
[Authorize(BillingPermissions.Calendar.Edit)]
public sealed class EditChecklistModel(IChecklistAppService checklists, IStringLocalizer texts, IClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public BillRunKind Kind { get; set; }

    [BindProperty]
    public ChecklistForm Input { get; set; } = new();

    public async Task OnGetAsync()
    {
        var known = (await checklists.InForceAsync(clock.Today.AddYears(1), HttpContext.RequestAborted)).Single(c => c.Kind == Kind);
        if (Input.Steps.Count > 0)
            return;
        Input = ChecklistForm.Of(known);
        Input.EffectiveFrom = clock.Today;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid || Input.EffectiveFrom is not { } from)
            return this.Invalid();
        await checklists.SetAsync(new SetChecklistInput(Kind, from, Input.ToRules(), Input.Reason), HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Checklists.Adopted"]);
        return this.GoTo("/Billing/Calendar/Checklists");
    }
}
