using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.BillRuns;

/// <summary>Begins the runs of one period or of several cycles at once: each is a run of its own, with its own dates, checks and approval.</summary>
[Authorize(BillingPermissions.BillRuns.Prepare)]
public sealed class StartModel(IBillRunAppService runs) : PageModel
{
    public IReadOnlyList<BillablePeriodDto> Periods { get; private set; } = [];

    [BindProperty]
    public StartInput Input { get; set; } = new();

    public async Task OnGetAsync() => Periods = await runs.BillablePeriodsAsync(HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (!ModelState.IsValid)
            return this.Invalid();
        var ids = new List<Guid>();
        foreach (var period in Input.Periods.Distinct())
            ids.Add(await runs.StartAsync(new StartBillRunInput(period, Input.BillDate), HttpContext.RequestAborted));
        return this.GoTo(ids.Count == 1 ? $"/Billing/BillRuns/{ids[0]}" : "/Billing/BillRuns");
    }

    public sealed class StartInput
    {
        [Required, MinLength(1), Display(Name = "Billing:Field.Periods")]
        public List<Guid> Periods { get; set; } = [];

        [Display(Name = "Billing:Field.BillDate")]
        public DateOnly? BillDate { get; set; }
    }
}
