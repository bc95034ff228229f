using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Billing.RateStudies;
using UtilityBilling.Errors;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Pages.Billing.RateStudies;

[Authorize(BillingPermissions.Tariffs.Edit)]
public sealed class NewModel(IRateStudyAppService studies, IClock clock) : PageModel
{
    public IReadOnlyList<TrialChoice> Trials { get; private set; } = [];

    [BindProperty]
    public StudyInput Input { get; set; } = new();

    /// <summary>The last twelve months; the draft that the page was opened from, if any.</summary>
    public async Task OnGetAsync(Guid? trial)
    {
        Trials = await studies.TrialsAsync(HttpContext.RequestAborted);
        (Input.BilledFrom, Input.BilledThrough) = (clock.Today.AddYears(-1), clock.Today);
        if (trial is { } chosen)
            Input.TrialVersions = Trials.Any(t => t.Id == chosen) ? [chosen] : throw new EntityNotFoundException(typeof(TrialChoice), chosen);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Trials = await studies.TrialsAsync(HttpContext.RequestAborted);
        if (!ModelState.IsValid)
            return this.Invalid();
        var id = await studies.StartAsync(new StartRateStudyInput(Input.Name, Input.BilledFrom!.Value, Input.BilledThrough!.Value, Input.TrialVersions), HttpContext.RequestAborted);
        return this.GoTo($"/Billing/RateStudies/{id}");
    }

    public sealed class StudyInput
    {
        [Required, StringLength(100), Display(Name = "Billing:Field.Name")]
        public string Name { get; set; } = "";

        [Required, Display(Name = "Billing:RateStudy.BilledFrom")]
        public DateOnly? BilledFrom { get; set; }

        [Required, Display(Name = "Billing:RateStudy.BilledThrough")]
        public DateOnly? BilledThrough { get; set; }

        [Display(Name = "Billing:RateStudy.Trials")]
        public List<Guid> TrialVersions { get; set; } = [];
    }
}
