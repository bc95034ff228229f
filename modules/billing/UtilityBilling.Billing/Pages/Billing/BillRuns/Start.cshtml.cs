using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

[Authorize(BillingPermissions.BillRuns.Prepare)]
public sealed class StartModel(IBillRunAppService runs) : PageModel
{
    public IReadOnlyList<BillablePeriodDto> Periods { get; private set; } = [];

    [BindProperty]
    public StartInput Input { get; set; } = new();

    public async Task OnGetAsync() => Periods = await runs.BillablePeriodsAsync(HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        Periods = await runs.BillablePeriodsAsync(HttpContext.RequestAborted);
        if (!ModelState.IsValid)
            return this.Invalid();
        var id = await runs.StartAsync(new StartBillRunInput(Input.PeriodId!.Value, Input.BillDate, Input.DueDate), HttpContext.RequestAborted);
        return this.GoTo($"/Billing/BillRuns/{id}");
    }

    public sealed class StartInput
    {
        [Required, Display(Name = "Billing:Field.Period")]
        public Guid? PeriodId { get; set; }

        [Display(Name = "Billing:Field.BillDate")]
        public DateOnly? BillDate { get; set; }

        [Display(Name = "Billing:Field.DueDate")]
        public DateOnly? DueDate { get; set; }
    }
}
