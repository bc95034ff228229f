using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Closings;

/// <summary>A list of what no bill covers; the ticked ones become a run.</summary>
public abstract class UnbilledPage(IPermissionChecker rights) : PageModel
{
    [BindProperty]
    public UnbilledForm Input { get; set; } = new();

    public IReadOnlyList<UnbilledDto> Rows { get; private set; } = [];

    public bool MayPrepare { get; private set; }

    public async Task OnGetAsync()
    {
        Rows = await RowsAsync();
        MayPrepare = await rights.IsGrantedAsync(BillingPermissions.BillRuns.Prepare, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        return this.GoTo($"/Billing/BillRuns/{await StartAsync(new StartOffCycleInput(Input.Occupancies, Input.BillDate))}");
    }

    protected abstract Task<IReadOnlyList<UnbilledDto>> RowsAsync();

    protected abstract Task<Guid> StartAsync(StartOffCycleInput input);
}

public sealed class UnbilledForm
{
    [Required, MinLength(1), Display(Name = "Billing:Field.Bills")]
    public List<Guid> Occupancies { get; set; } = [];

    [Display(Name = "Billing:Field.BillDate")]
    public DateOnly? BillDate { get; set; }
}
